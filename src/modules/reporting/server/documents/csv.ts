import type { LedgerView } from '../../domain/contract-parts.ts';
import type { ReportView } from '../../domain/contract.ts';
import { writeNumber } from '#platform/text/number-entry.ts';

const HEADER = [
  'mã',
  'nội dung',
  'đơn vị tính',
  ...['hệ thống đếm', 'đơn vị khai', 'cấp trên kiểm', 'số dùng'].flatMap((kind) => [
    kind,
    `${kind}: trong tổng số`,
    `${kind}: nguồn`,
    `${kind}: ngày`,
    `${kind}: minh chứng`,
  ]),
  'số nào dùng',
  'lý do',
  'ghi chú',
];

/** A field as Vietnamese Excel reads it; what would begin a formula there is text. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const four = (number: LedgerView | null): string[] =>
  number
    ? [
        writeNumber(number.num),
        number.den === null ? '' : writeNumber(number.den),
        number.source,
        number.sourceDate,
        number.grade,
      ]
    : ['', '', '', '', ''];

/** The ledger of a report as CSV: semicolons, a byte order mark, decimal commas. */
export function csvOf({ cells }: Pick<ReportView, 'cells'>): string {
  const lines = cells.map((cell) => [
    cell.code,
    cell.label.vi,
    cell.unit.vi,
    ...four(cell.computed),
    ...four(cell.declared),
    ...four(cell.verified),
    ...four(cell.adopted),
    cell.adopted?.kind ?? '',
    cell.declared?.reason ?? '',
    cell.declared?.note ?? '',
  ]);
  return `\ufeff${[HEADER, ...lines].map((line) => line.map(field).join(';')).join('\r\n')}\r\n`;
}
