import { drawAnnex, type AnnexTable } from '#platform/print/annex-word.ts';
import type { PlanTable, PlanTables, TableRow } from '../domain/tables.ts';

const NARROW = /^(TT|STT|Đơn vị tính|Năm \d{4}|Giá trị)$/;
const WIDE = /^(Nhiệm vụ|Chỉ tiêu)$/;

/** The tables of a plan as a Word file, to be worked on and read again. */
export const drawTables = (title: string, { sentences, targets, tasks }: PlanTables): Promise<Buffer> =>
  drawAnnex(title, [
    { headings: ['KẾ HOẠCH', title, 'PHỤ LỤC I', 'CHỈ TIÊU'] },
    { paragraphs: sentences },
    ...(targets ? [tableOf(targets)] : []),
    { headings: ['PHỤ LỤC II', 'NHIỆM VỤ'] },
    tableOf(tasks),
  ]);

const tableOf = ({ columns, rows }: PlanTable): AnnexTable => ({
  columns: columns.map((label) => ({
    label,
    weight: NARROW.test(label) ? 1 : WIDE.test(label) ? 6 : 3,
  })),
  rows: rows.map((row) => ({ cells: cellsOf(row, columns), bold: !('cells' in row) })),
});

const cellsOf = (row: TableRow, columns: readonly string[]): readonly string[] =>
  'cells' in row ? row.cells : [row.number, row.heading, ...columns.slice(2).map(() => '')];
