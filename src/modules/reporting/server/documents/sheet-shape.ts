import { grades } from '../../domain/ledger.ts';

/** Columns of the annex, in their places: a sheet in which they stand otherwise is not taken back. */
export const COLUMNS = [
  { key: 'code', title: 'Mã', width: 20, typed: false },
  { key: 'label', title: 'Nội dung', width: 48, typed: false },
  { key: 'unit', title: 'Đơn vị tính', width: 12, typed: false },
  { key: 'computed', title: 'Hệ thống đếm', width: 14, typed: false },
  { key: 'num', title: 'Số của đơn vị', width: 14, typed: true },
  { key: 'den', title: 'Trong tổng số', width: 14, typed: true },
  { key: 'source', title: 'Nguồn', width: 28, typed: true },
  { key: 'date', title: 'Ngày số liệu (năm-tháng-ngày)', width: 16, typed: true },
  { key: 'grade', title: 'Minh chứng (E0–E5)', width: 12, typed: true },
  { key: 'choice', title: 'Dùng số (hệ thống, đơn vị)', width: 14, typed: true },
  { key: 'reason', title: 'Lý do', width: 18, typed: true },
  { key: 'note', title: 'Ghi chú', width: 30, typed: true },
] as const;
export type ColumnKey = (typeof COLUMNS)[number]['key'];

export const SHEET = 'Phu luc';
/** The first row that holds a cell of the ledger; titles stand in the one above. */
export const FIRST_ROW = 6;
export const HEADER_ROW = FIRST_ROW - 1;
/** Hidden: what the sheet is of, the revision of each cell, and a signature over all of it. */
export const SEAL_SHEET = 'bdhvs';

export const CHOICES = { 'hệ thống': 'computed', 'đơn vị': 'declared' } as const;
export const choiceWord = (choice: 'computed' | 'declared'): string =>
  choice === 'computed' ? 'hệ thống' : 'đơn vị';

/** Name of a cell of the sheet, such as so_classes_held: names hold no hyphen. */
export const definedName = (code: string): string => `so_${code.replaceAll('-', '_')}`;
export const columnLetter = (key: ColumnKey): string =>
  String.fromCharCode(65 + COLUMNS.findIndex((column) => column.key === key));
export const isGrade = (text: string): text is (typeof grades)[number] =>
  (grades as readonly string[]).includes(text);

/** What the hidden sheet says; `seal` is an HMAC over the rest. */
export interface Seal {
  readonly version: 1;
  readonly unit: number;
  readonly form: string;
  readonly period: string;
  readonly columns: readonly string[];
  /** Code of each row, in order, with the revision that the sheet shows. */
  readonly rows: readonly { readonly code: string; readonly revision: number }[];
}
