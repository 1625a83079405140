/** Sheets of one batch at most: the places between its number and the check digit. */
export const MOST_SHEETS = 60;

/**
 * The check digit of a number: any single wrong digit is noticed, and nearly every two that changed places.
 *
 * @see ISO/IEC 7064, the hybrid system MOD 11,10
 */
function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/**
 * The number on a sheet, as it is kept: five digits of the batch, two of the sheet, one to check.
 *
 * @param sheet - from 1
 */
export function sheetNumber(batch: string, sheet: number): string {
  const digits = batch + String(sheet).padStart(2, '0');
  return digits + checkDigit(digits);
}

/** As it is printed and read: `48271-13-6`. */
export const shownNumber = (number: string): string =>
  `${number.slice(0, 5)}-${number.slice(5, 7)}-${number.slice(7)}`;

/** What was typed, as it is kept; undefined when no sheet has such a number. */
export function readNumber(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s.–-]/g, '');
  if (!/^\d{8}$/.test(digits)) return undefined;
  return checkDigit(digits.slice(0, 7)) === digits[7] ? digits : undefined;
}
