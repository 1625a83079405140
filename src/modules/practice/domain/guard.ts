import type { Slip } from './fill.ts';

/** What somebody must never practise with: what looks like her own. */
export type Refused = 'citizen-number' | 'bank-card' | 'phone-number' | 'code' | 'secret';

const SEPARATORS = /(?<=\d)[\s.\-–/_]+(?=\d)/g;

/** Digits however they are written: full-width or Arabic ones, with spaces, dots or hyphens between. */
function digitRuns(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)))
    .replace(SEPARATORS, '');
  return plain.match(/\d+/g) ?? [];
}

/** The value of a decimal digit of any script: each script's ten digits follow each other from a zero. */
function digitOf(digit: string): number {
  let zero = digit.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero--;
  return digit.codePointAt(0)! - zero;
}

/** Luhn's check digit, ISO/IEC 7812-1. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 0 && sum % 10 === 0;
}

const PHONE = /^(?:84|0084|0)(?:[35789]\d{8}|2\d{9})$/;
/** Citizens' numbers begin with a province, 001 to 096 (Thông tư 07/2016/TT-BCA); no other twelve digits are one. */
const CITIZEN = /^0(?!00|97|98|99)\d{2}[0-3]\d{8}$/;

/** What a number looks like, if it could be somebody's. Used on what is typed and on what scenes print. */
export function looksReal(digits: string): Refused | undefined {
  if (PHONE.test(digits)) return 'phone-number';
  if (digits.length === 12 && CITIZEN.test(digits)) return 'citizen-number';
  if (digits.length === 9) return 'citizen-number';
  if (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)) return 'bank-card';
  return undefined;
}

/** Numbers in a text that could be somebody's. */
export function realNumbersIn(text: string): Refused[] {
  return digitRuns(text).flatMap((digits) => looksReal(digits) ?? []);
}

export type FieldKind = 'text' | 'number' | 'money' | 'code' | 'password';

const same = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s.-]/g, '')
    .toLowerCase();

/**
 * Whether something may be typed into a scene. What stands on its slip always may; else nothing that looks like an
 * identity number (12 or 9 digits), a bank card, a Vietnamese telephone number or a one-time code (4 to 8 digits), and
 * nothing at all in a field for codes and passwords. Round sums of money are sums of money.
 *
 * @returns why not, or undefined
 */
export function guard(typed: string, kind: FieldKind, slip: Slip): Refused | undefined {
  if (typed.trim() === '') return undefined;
  if (Object.values(slip).some(({ value }) => same(value) === same(typed))) return undefined;
  if (kind === 'password') return 'secret';
  if (kind === 'code') return 'code';
  for (const digits of digitRuns(typed)) {
    if (kind === 'money' && /^[1-9]\d{0,8}000$|^0?$|^[1-9]\d{0,2}$/.test(digits) && !PHONE.test(digits))
      continue;
    if (digits.length === 12) return 'citizen-number';
    const real = looksReal(digits);
    if (real) return real;
    if (kind === 'text' && digits.length >= 4 && digits.length <= 8) return 'code';
  }
  return undefined;
}
