import { createHmac } from 'node:crypto';
import type ExcelJS from 'exceljs';
import { deriveKey } from '#platform/crypto/seal.ts';
import type { ReportView } from '../../domain/contract.ts';
import type { Asking } from '../find-report.ts';
import {
  choiceWord,
  columnLetter,
  COLUMNS,
  definedName,
  FIRST_ROW,
  HEADER_ROW,
  SEAL_SHEET,
  SHEET,
  type ColumnKey,
  type Seal,
} from './sheet-shape.ts';

/** Loaded when the first sheet is asked for: it is large. */
export const loadExcel = async (): Promise<typeof ExcelJS> => (await import('exceljs')).default;

export const sealOf = (master: Asking['master'], seal: Seal): string =>
  createHmac('sha256', deriveKey(master, 'reporting.annex')).update(JSON.stringify(seal)).digest('hex');

type Cell = ReportView['cells'][number];
/** What a cell of the sheet shows: numbers as numbers, so that a spreadsheet can add them up. */
function valueOf(cell: Cell, key: ColumnKey): string | number | null {
  const { declared } = cell;
  switch (key) {
    case 'code':
      return cell.code;
    case 'label':
      return cell.label.vi;
    case 'unit':
      return cell.unit.vi;
    case 'computed':
      return cell.computed?.num ?? 'chưa có nguồn';
    case 'num':
      return declared?.num ?? null;
    case 'den':
      return declared?.den ?? null;
    case 'source':
      return declared?.source ?? null;
    case 'date':
      return declared?.sourceDate ?? null;
    case 'grade':
      return declared?.grade ?? null;
    case 'choice':
      return declared ? choiceWord(declared.choice) : null;
    case 'reason':
      return declared?.reason || null;
    case 'note':
      return declared?.note || null;
  }
}

/** The annex of a report as XLSX: one sheet that people fill in, one hidden that says what it is and is signed. */
export async function drawSheet(
  context: Pick<Asking, 'master' | 'now'>,
  report: ReportView,
): Promise<Buffer> {
  const Excel = await loadExcel();
  const book = new Excel.Workbook();
  book.created = context.now();
  book.modified = context.now();
  const sheet = book.addWorksheet(SHEET, {
    views: [{ state: 'frozen', ySplit: HEADER_ROW, xSplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = COLUMNS.map(({ width }) => ({ width }));
  const last = columnLetter('note');
  const line = (row: number, text: string, bold = false) => {
    sheet.mergeCells(`A${row}:${last}${row}`);
    sheet.getCell(`A${row}`).value = text;
    sheet.getCell(`A${row}`).font = { name: 'Times New Roman', size: 13, bold };
    sheet.getCell(`A${row}`).alignment = { wrapText: true, vertical: 'top' };
  };
  line(1, 'PHỤ LỤC SỐ LIỆU', true);
  line(2, `${report.form.title.vi}, ${report.period.words}, ${report.unit.name}`, true);
  line(
    3,
    'Chỉ điền các ô nền sáng, không thêm, bớt hay đổi chỗ hàng và cột. Để trống “Số của đơn vị” thì dùng số hệ thống đếm.',
  );
  COLUMNS.forEach(({ title }, index) => {
    const cell = sheet.getRow(HEADER_ROW).getCell(index + 1);
    cell.value = title;
    cell.font = { name: 'Times New Roman', size: 12, bold: true };
    cell.alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' };
    cell.border = BORDER;
  });
  report.cells.forEach((cell, at) => {
    const row = sheet.getRow(FIRST_ROW + at);
    COLUMNS.forEach(({ key, typed }, index) => {
      const place = row.getCell(index + 1);
      place.value = valueOf(cell, key);
      place.font = { name: 'Times New Roman', size: 12 };
      place.border = BORDER;
      place.alignment = { wrapText: key === 'label' || key === 'note', vertical: 'top' };
      if (key === 'computed' || key === 'num' || key === 'den')
        place.numFmt = cell.decimals > 0 ? '#,##0.0' : '#,##0';
      // Days and words stay text whatever the spreadsheet makes of them.
      else if (typed) place.numFmt = '@';
      if (typed) place.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFDF6E3' } };
      place.protection = { locked: !typed };
    });
    book.definedNames.add(`'${SHEET}'!$${columnLetter('num')}$${FIRST_ROW + at}`, definedName(cell.code));
  });
  const seal: Seal = {
    version: 1,
    unit: report.unit.id,
    form: report.form.id,
    period: report.period.key,
    columns: COLUMNS.map(({ title }) => title),
    rows: report.cells.map(({ code, revision }) => ({ code, revision })),
  };
  const hidden = book.addWorksheet(SEAL_SHEET, { state: 'veryHidden' });
  hidden.getCell('A1').value = JSON.stringify(seal);
  hidden.getCell('A2').value = sealOf(context.master, seal);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const THIN = { style: 'thin', color: { argb: 'FF9AA0AE' } } as const;
const BORDER = { top: THIN, bottom: THIN, left: THIN, right: THIN } as const;
