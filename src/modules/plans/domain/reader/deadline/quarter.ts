import { dayBefore, firstOf, isYear, lastOf, type Found, type Wording } from './deadline.ts';

const NUMBER: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, 1: 1, 2: 2, 3: 3, 4: 4 };
const QUARTERS =
  /\bquy (iv|i{1,3}|[1-4])(?:\s?(?:-|den|va|,)\s?(?:quy )?(iv|i{1,3}|[1-4]))?\b(?:\s?[/-]?\s?(?:nam )?(\d{4}))?/;

/** `Quý III/2025`, `quý III năm 2025`, `Quý III - IV/2025`. */
export function byQuarter({ folded, year }: Wording): Found | null {
  const match = QUARTERS.exec(folded);
  if (!match) return null;
  const which = match[3] === undefined ? year : Number(match[3]);
  const first = NUMBER[match[1] ?? ''];
  const last = NUMBER[match[2] ?? match[1] ?? ''];
  if (which === null || !isYear(which) || !first || !last || last < first) return null;
  const yearInferred = match[3] === undefined;
  const from = firstOf(which, first * 3 - 2);
  if (folded.slice(0, match.index).endsWith('truoc '))
    return { kind: 'day', due: dayBefore(from), yearInferred };
  const due = lastOf(which, last * 3);
  return { kind: first === last ? 'quarter' : 'window', from, due, yearInferred };
}
