import { dayBefore, isoDay, isYear, type Found, type Wording } from './deadline.ts';

const DAY = String.raw`(?:ngay )?(\d{1,2})\s?(?:[/.-]\s?|thang )(\d{1,2})(?:\s?(?:[/.-]\s?|nam )|, nam )(\d{4})`;
const ONE = new RegExp(DAY);
const TWO = new RegExp(`tu ${DAY} (?:den|-) (?:het )?${DAY}`);

const dayOf = (match: RegExpExecArray, first: number) => {
  const [day, month, year] = [first, first + 1, first + 2].map((group) => Number(match[group]));
  return isYear(year ?? 0) ? isoDay(year ?? 0, month ?? 0, day ?? 0) : null;
};

/** `Trước ngày 30/9/2025`, `ngày 15 tháng 9 năm 2025`, `từ 01/7/2025 đến 30/9/2025`. */
export function byDay({ folded }: Wording): Found | null {
  const two = TWO.exec(folded);
  if (two) {
    const [from, due] = [dayOf(two, 1), dayOf(two, 4)];
    return from && due && from <= due ? { kind: 'window', from, due } : null;
  }
  const one = ONE.exec(folded);
  const day = one && dayOf(one, 1);
  if (!one || !day) return null;
  const before = folded.slice(0, one.index);
  if (/\b(tu|bat dau) $/.test(before)) return null;
  return { kind: 'day', due: /truoc(?: ngay)? ?$/.test(before) ? dayBefore(day) : day };
}
