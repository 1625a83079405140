import { attachment } from '#platform/http/attachment.ts';
import { tableFile, type Line } from '#platform/http/table-file.ts';
import { drawAnnex, type AnnexTable } from '#platform/print/annex-word.ts';
import { writeNumber } from '#platform/text/number-entry.ts';
import type { BudgetView } from '../domain/contract.ts';
import vi from '../messages/vi.json' with { type: 'json' };
import { readBudget } from './read-budget.ts';
import type { Asking } from './rights.ts';

const HEAD = [
  ['TT', 1],
  ['Nhiệm vụ', 4],
  ['Nội dung chi', 5],
  ['Đơn vị tính', 2],
  ['Số lượng', 2],
  ['Đơn giá (đồng)', 3],
  ['Thành tiền (đồng)', 3],
  ['Nguồn', 3],
  ['Đã chi (đồng)', 3],
  ['Ghi chú', 3],
] as const;

const lineCells = (view: BudgetView): Line[] =>
  view.lines.map((line, index) => [
    index + 1,
    line.task?.title ?? '',
    line.item,
    line.measure,
    line.quantity,
    line.price,
    line.planned,
    vi[`source.${line.source}`],
    line.spent,
    line.note,
  ]);

const empty = (count: number): null[] => Array.from({ length: count }, () => null);

/** Sums beneath the lines, in the columns of the lines. */
const sumCells = (view: BudgetView): Line[] => {
  const sum = (label: string, { planned, spent }: BudgetView['own'], source = ''): Line => [
    null,
    null,
    label,
    ...empty(3),
    planned,
    source,
    spent,
    null,
  ];
  return [
    sum(`Cộng của ${view.unit.name}`, view.own),
    ...view.byUnit.filter((one) => one.sum.planned > 0).map((one) => sum(one.unit.name, one.sum)),
    ...view.bySource.map((one) => sum('Theo nguồn', one.sum, vi[`source.${one.source}`])),
    sum('Tổng cộng', view.total),
  ];
};

const asWords = (cells: Line): string[] =>
  cells.map((cell) => (typeof cell === 'number' ? writeNumber(cell) : (cell ?? '')));

/** The estimate as a table of a spreadsheet, or as an annex in Word. @throws Refusal organisations/… */
export async function budgetFile(
  context: Asking,
  params: { unit: number; year: number },
  as: 'xlsx' | 'csv' | 'docx',
): Promise<Response> {
  const view = await readBudget(context, params);
  const name = `du-toan-${view.year}-${view.unit.id}`;
  if (as !== 'docx')
    return tableFile(name, as, [HEAD.map(([label]) => label), ...lineCells(view), ...sumCells(view)]);
  const table: AnnexTable = {
    columns: HEAD.map(([label, weight]) => ({ label, weight, right: /Số lượng|đồng/.test(label) })),
    rows: [
      ...lineCells(view).map((cells) => ({ cells: asWords(cells) })),
      ...sumCells(view).map((cells) => ({ cells: asWords(cells), bold: true })),
    ],
  };
  const title = `Dự toán kinh phí năm ${view.year}, ${view.unit.name}`;
  const bytes = await drawAnnex(title, [
    { headings: ['PHỤ LỤC', `DỰ TOÁN KINH PHÍ NĂM ${view.year}`, view.unit.name] },
    { paragraphs: ['Đơn vị tiền: đồng.'] },
    table,
  ]);
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return new Response(new Uint8Array(bytes), { headers: attachment(type, `${name}.docx`, `${name}.docx`) });
}
