import { dayBefore, firstOf, isMonth, isYear, lastOf, type Found, type Wording } from './deadline.ts';

/** `tháng 9/2025`, `tháng 9 năm 2025`, `9/2025`, and `tháng 9` where the plan has one year. */
const MONTH =
  /(?:\bthang (\d{1,2})(?:\s?[/-]\s?(\d{4})| nam (\d{4})|(?= nam nay)|\b(?!\s?[/\d]))|(?<![\d/])(\d{1,2})\s?\/\s?(\d{4}))/;

export interface MonthFound {
  readonly month: number;
  readonly year: number;
  readonly inferred: boolean;
  readonly index: number;
  readonly end: number;
}

/** The first month named, with the plan's year where it has none of its own. */
export function monthIn(folded: string, year: number | null, from = 0): MonthFound | null {
  const match = MONTH.exec(folded.slice(from));
  if (!match) return null;
  const month = Number(match[1] ?? match[4]);
  const own = match[2] ?? match[3] ?? match[5];
  const which = own === undefined ? year : Number(own);
  if (!isMonth(month) || which === null || !isYear(which)) return null;
  const index = from + match.index;
  return { month, year: which, inferred: own === undefined, index, end: index + match[0].length };
}

/** `Tháng 9/2025`, `Trong tháng 7/2025`, `Trước tháng 10/2025`. */
export function byMonth({ folded, year }: Wording): Found | null {
  const found = monthIn(folded, year);
  if (!found) return null;
  const from = firstOf(found.year, found.month);
  if (folded.slice(0, found.index).endsWith('truoc '))
    return { kind: 'day', due: dayBefore(from), yearInferred: found.inferred };
  if (/(?:^|\W)(?:tu|bat dau|bat dau tu) $/.test(folded.slice(0, found.index)))
    return { kind: 'standing', from, yearInferred: found.inferred };
  return { kind: 'month', from, due: lastOf(found.year, found.month), yearInferred: found.inferred };
}
