import type { IRunOptions, ISectionOptions, Paragraph, Table, TableCell } from 'docx';
import {
  boundNumbers,
  type BoundNumber,
  type ReportDocument,
} from '../../domain/document/report-document.ts';

// Decree 30/2020/NĐ-CP, Annex I: A4, margins 20–25 mm above and below, 30–35 left, 15–20 right; Times New Roman 13–14.
const MM = 1440 / 25.4;
const MARGINS = { top: 20, bottom: 20, left: 30, right: 15 } as const;
const WIDTH = Math.round((210 - MARGINS.left - MARGINS.right) * MM);
const FONT = 'Times New Roman';
/** Half points. */
const BODY = 28;
const SMALL = 26;

/** Loaded when the first document is asked for. */
const load = () => import('docx');
type Docx = Awaited<ReturnType<typeof load>>;

/**
 * A report as a Word document: every number is a simple field that shows a document property of the same name, so that what was
 * typed over can be told from what came from the ledger.
 */
export async function drawWord(document: ReportDocument, title: string, digest: string): Promise<Buffer> {
  const docx = await load();
  const section: ISectionOptions = {
    properties: {
      titlePage: true,
      page: {
        size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
        margin: {
          top: Math.round(MARGINS.top * MM),
          bottom: Math.round(MARGINS.bottom * MM),
          left: Math.round(MARGINS.left * MM),
          right: Math.round(MARGINS.right * MM),
          header: Math.round(10 * MM),
          footer: Math.round(10 * MM),
        },
      },
    },
    // Page numbers stand in the middle above, and not on the first page.
    headers: { first: new docx.Header({ children: [new docx.Paragraph('')] }), default: pageNumber(docx) },
    children: [
      heading(docx, document),
      ...titleOf(docx, document),
      ...body(docx, document),
      signature(docx, document),
    ],
  };
  const file = new docx.Document({
    creator: document.issuer.join(' '),
    title,
    customProperties: [
      ...boundNumbers(document).map(({ name, text }) => ({ name, value: text })),
      { name: 'bdhvs.digest', value: digest },
    ],
    styles: {
      default: { document: { run: { font: FONT, size: BODY, language: { value: 'vi-VN' } } } },
      paragraphStyles: [{ id: 'cell', name: 'cell', basedOn: 'Normal', run: { font: FONT, size: 24 } }],
    },
    sections: [section],
  });
  return docx.Packer.toBuffer(file);
}

const pageNumber = ({ Header, Paragraph, TextRun, PageNumber, AlignmentType }: Docx) =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: SMALL })],
      }),
    ],
  });

function centred(docx: Docx, text: string, run: IRunOptions, before = 0): Paragraph {
  return new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    spacing: { before },
    children: [new docx.TextRun({ text, ...run })],
  });
}

/** A line of its own beneath a heading, so many hundredths of the width free on either side. */
function ruled(docx: Docx, width: number, free: number): Paragraph {
  const side = Math.round((width * free) / 100);
  return new docx.Paragraph({
    indent: { left: side, right: side },
    spacing: { line: 60, lineRule: docx.LineRuleType.EXACT },
    border: { bottom: { style: docx.BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
    children: [],
  });
}

const noBorders = ({ BorderStyle }: Docx) => {
  const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
  return { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
};

/** Two columns without lines. */
function sideBySide(
  docx: Docx,
  widths: readonly [number, number],
  cells: readonly [Paragraph[], Paragraph[]],
): Table {
  return new docx.Table({
    width: { size: WIDTH, type: docx.WidthType.DXA },
    columnWidths: [...widths],
    layout: docx.TableLayoutType.FIXED,
    borders: noBorders(docx),
    rows: [
      new docx.TableRow({
        cantSplit: true,
        children: cells.map(
          (children, index) =>
            new docx.TableCell({
              children,
              width: { size: widths[index]!, type: docx.WidthType.DXA },
              margins: { left: 0, right: 0 },
            }),
        ),
      }),
    ],
  });
}

function heading(docx: Docx, { issuer, symbol, place }: ReportDocument): Table {
  const [left, right] = [Math.round(WIDTH * 0.4), WIDTH - Math.round(WIDTH * 0.4)];
  return sideBySide(
    docx,
    [left, right],
    [
      [
        ...issuer.map((line) => centred(docx, line, { bold: true, size: SMALL })),
        ruled(docx, left, 32),
        centred(docx, symbol, { size: SMALL }, 120),
      ],
      [
        centred(docx, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 25 }),
        centred(docx, 'Độc lập - Tự do - Hạnh phúc', { bold: true, size: BODY }),
        ruled(docx, right, 19),
        centred(docx, place, { italics: true, size: BODY }, 120),
      ],
    ],
  );
}

function titleOf(docx: Docx, { subject, addressee }: ReportDocument): Paragraph[] {
  return [
    centred(docx, 'BÁO CÁO', { bold: true, size: BODY }, 360),
    centred(docx, subject, { bold: true, size: BODY }),
    ruled(docx, WIDTH, 33),
    ...(addressee ? [centred(docx, `Kính gửi: ${addressee}.`, { size: BODY }, 240)] : []),
  ];
}

function body(docx: Docx, document: ReportDocument): (Paragraph | Table)[] {
  const paragraph = (text: string) =>
    new docx.Paragraph({
      alignment: docx.AlignmentType.JUSTIFIED,
      indent: { firstLine: Math.round(12.7 * MM) },
      spacing: { before: 120, line: 288 },
      children: [new docx.TextRun({ text, size: BODY })],
    });
  return [
    paragraph(document.opening),
    ...document.sections.flatMap(({ title, paragraphs, withTable }) => [
      new docx.Paragraph({
        keepNext: true,
        indent: { firstLine: Math.round(12.7 * MM) },
        spacing: { before: 120, after: withTable && paragraphs.length === 0 ? 120 : 0, line: 288 },
        children: [new docx.TextRun({ text: title, bold: true, size: BODY })],
      }),
      ...paragraphs.map(paragraph),
      ...(withTable
        ? [
            new docx.Paragraph({ spacing: { line: 120, lineRule: docx.LineRuleType.EXACT }, children: [] }),
            numbers(docx, document),
            ...document.remarks.map(paragraph),
          ]
        : []),
    ]),
  ];
}

const COLUMNS = [
  ['TT', 6],
  ['Nội dung', 36],
  ['Đơn vị tính', 12],
  ['Kết quả', 13],
  ['Trong tổng số', 12],
  ['Tỷ lệ', 10],
  ['Chỉ tiêu', 11],
] as const;

function numbers(docx: Docx, { rows }: ReportDocument): Table {
  const widths = COLUMNS.map(([, part]) => Math.round((WIDTH * part) / 100));
  const { AlignmentType, Paragraph, SimpleField, TableCell, TableRow, TextRun, WidthType } = docx;
  const cell = (index: number, children: ConstructorParameters<typeof Paragraph>[0]): TableCell =>
    new TableCell({
      width: { size: widths[index]!, type: WidthType.DXA },
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      children: [new Paragraph(children)],
    });
  const text = (value: string, bold = false) => [new TextRun({ text: value, bold, size: 24 })];
  const field = ({ name, text: shown }: BoundNumber) =>
    shown === '' ? [] : [new SimpleField(`DOCPROPERTY "${name}"`, shown)];
  return new docx.Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: COLUMNS.map(([title], index) =>
          cell(index, { alignment: AlignmentType.CENTER, children: text(title, true) }),
        ),
      }),
      ...rows.map(
        (row, at) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(0, { style: 'cell', alignment: AlignmentType.CENTER, children: text(String(at + 1)) }),
              cell(1, { style: 'cell', children: text(row.label) }),
              cell(2, { style: 'cell', alignment: AlignmentType.CENTER, children: text(row.unit) }),
              cell(3, { style: 'cell', alignment: AlignmentType.RIGHT, children: field(row.num) }),
              cell(4, { style: 'cell', alignment: AlignmentType.RIGHT, children: field(row.den) }),
              cell(5, { style: 'cell', alignment: AlignmentType.RIGHT, children: field(row.share) }),
              cell(6, { style: 'cell', alignment: AlignmentType.RIGHT, children: text(row.target) }),
            ],
          }),
      ),
    ],
  });
}

function signature(docx: Docx, { recipients, authority, position }: ReportDocument): Table {
  const half = Math.round(WIDTH / 2);
  const gap = () => centred(docx, '', { size: BODY });
  return sideBySide(
    docx,
    [half, WIDTH - half],
    [
      [
        new docx.Paragraph({
          spacing: { before: 240 },
          children: [new docx.TextRun({ text: 'Nơi nhận:', bold: true, italics: true, size: 24 })],
        }),
        ...recipients.map((text) => new docx.Paragraph({ children: [new docx.TextRun({ text, size: 22 })] })),
      ],
      [
        centred(docx, authority, { bold: true, size: BODY }, 240),
        centred(docx, position, { bold: true, size: BODY }),
        ...Array.from({ length: 4 }, gap),
      ],
    ],
  );
}
