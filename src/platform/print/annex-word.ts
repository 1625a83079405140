import type { Paragraph, Table } from 'docx';

/** Loaded when the first file is asked for. */
const load = () => import('docx');
type Docx = Awaited<ReturnType<typeof load>>;

const MILLIMETRE = 1440 / 25.4;
const mm = (length: number) => Math.round(length * MILLIMETRE);
/** A4 across; margins and letters of Decree 30/2020/NĐ-CP, annex I. */
const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) };
const WIDTH = mm(297 - 30 - 15);

export interface AnnexColumn {
  readonly label: string;
  /** How wide beside the others. */
  readonly weight: number;
  readonly right?: boolean;
}
export interface AnnexTable {
  readonly columns: readonly AnnexColumn[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly bold?: boolean }[];
}
/** In the order of the page: headings, paragraphs, tables. */
export type AnnexPart =
  { readonly headings: readonly string[] } | { readonly paragraphs: readonly string[] } | AnnexTable;

/** An annex with tables, A4 across, as a Word file. */
export async function drawAnnex(title: string, parts: readonly AnnexPart[]): Promise<Buffer> {
  const docx = await load();
  const { AlignmentType, Document, Packer, PageOrientation, TextRun } = docx;
  const heading = (text: string) =>
    new docx.Paragraph({
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
        children: parts.flatMap((part): (Paragraph | Table)[] =>
          'headings' in part
            ? part.headings.map(heading)
            : 'paragraphs' in part
              ? part.paragraphs.map(
                  (text) => new docx.Paragraph({ spacing: { after: 80 }, children: [new TextRun(text)] }),
                )
              : [drawTable(docx, part)],
        ),
      },
    ],
  });
  return Packer.toBuffer(file);
}

function drawTable(docx: Docx, { columns, rows }: AnnexTable): Table {
  const sum = columns.reduce((total, { weight }) => total + weight, 0);
  const widths = columns.map(({ weight }) => Math.floor((WIDTH * weight) / sum));
  const rowOf = (cells: readonly string[], bold: boolean, tableHeader = false) =>
    new docx.TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new docx.TableCell({
            width: { size: widths[index]!, type: docx.WidthType.DXA },
            margins: { left: mm(1.5), right: mm(1.5), top: mm(0.5), bottom: mm(0.5) },
            children: [
              new docx.Paragraph({
                ...(columns[index]?.right && !tableHeader ? { alignment: docx.AlignmentType.RIGHT } : {}),
                children: [new docx.TextRun({ text, bold, size: 24 })],
              }),
            ],
          }),
      ),
    });
  return new docx.Table({
    columnWidths: widths,
    width: { size: WIDTH, type: docx.WidthType.DXA },
    rows: [
      rowOf(
        columns.map(({ label }) => label),
        true,
        true,
      ),
      ...rows.map(({ cells, bold = false }) => rowOf(cells, bold)),
    ],
  });
}
