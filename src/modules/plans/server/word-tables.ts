import type { Table } from 'docx';
import type { PlanTable, PlanTables, TableRow } from '../domain/tables.ts';

/** Loaded when the first file is asked for. */
const load = () => import('docx');
type Docx = Awaited<ReturnType<typeof load>>;

const MILLIMETRE = 1440 / 25.4;
const mm = (length: number) => Math.round(length * MILLIMETRE);
/** A4 across; margins and letters of Decree 30/2020/NĐ-CP, annex I. */
const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) };
const WIDTH = mm(297 - 30 - 15);
const NARROW = /^(TT|STT|Đơn vị tính|Năm \d{4}|Giá trị)$/;
const WIDE = /^(Nhiệm vụ|Chỉ tiêu)$/;

/** The tables of a plan as a Word file, to be worked on and read again. */
export async function drawTables(title: string, { sentences, targets, tasks }: PlanTables): Promise<Buffer> {
  const docx = await load();
  const { AlignmentType, Document, Packer, PageOrientation, Paragraph, TextRun } = docx;
  const heading = (text: string) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 120, after: 120 },
      children: [new TextRun({ text, bold: true })],
    });
  const file = new Document({
    title,
    styles: {
      default: { document: { run: { font: 'Times New Roman', size: 26, language: { value: 'vi-VN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297), orientation: PageOrientation.LANDSCAPE },
            margin: MARGIN,
          },
        },
        children: [
          ...['KẾ HOẠCH', title, 'PHỤ LỤC I', 'CHỈ TIÊU'].map(heading),
          ...sentences.map(
            (text) => new Paragraph({ spacing: { after: 80 }, children: [new TextRun(text)] }),
          ),
          ...(targets ? [drawTable(docx, targets)] : []),
          ...['PHỤ LỤC II', 'NHIỆM VỤ'].map(heading),
          drawTable(docx, tasks),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

function drawTable(docx: Docx, { columns, rows }: PlanTable): Table {
  const widths = widthsOf(columns);
  const rowOf = (cells: readonly string[], bold: boolean, tableHeader = false) =>
    new docx.TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new docx.TableCell({
            width: { size: widths[index]!, type: docx.WidthType.DXA },
            margins: { left: mm(1.5), right: mm(1.5), top: mm(0.5), bottom: mm(0.5) },
            children: [new docx.Paragraph({ children: [new docx.TextRun({ text, bold, size: 24 })] })],
          }),
      ),
    });
  return new docx.Table({
    columnWidths: widths,
    width: { size: WIDTH, type: docx.WidthType.DXA },
    rows: [rowOf(columns, true, true), ...rows.map((row) => rowOf(cellsOf(row, columns), !('cells' in row)))],
  });
}

const cellsOf = (row: TableRow, columns: readonly string[]): readonly string[] =>
  'cells' in row ? row.cells : [row.number, row.heading, ...columns.slice(2).map(() => '')];

/** Twentieths of a point. */
function widthsOf(columns: readonly string[]): number[] {
  const weights = columns.map((name) => (NARROW.test(name) ? 1 : WIDE.test(name) ? 6 : 3));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.floor((WIDTH * weight) / sum));
}
