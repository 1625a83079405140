import { firstOf, isMonth, isYear, lastOf, type Found, type Wording } from './deadline.ts';

const MONTHS =
  /\bthang (\d{1,2})(?:\s?[/-]\s?(\d{4})| nam (\d{4}))?\s?(?:-|den|va|,)\s?(?:het )?(?:thang )?(\d{1,2})(?:\s?[/-]\s?(\d{4})| nam (\d{4}))?(?![/\d])(?!\s?thang)/;

/** `tháng 9 – tháng 10`, `từ tháng 6 đến tháng 12/2025`. */
export function betweenMonths({ folded, year }: Wording): Found | null {
  const match = MONTHS.exec(folded);
  if (!match) return null;
  const [first, last] = [Number(match[1]), Number(match[4])];
  const lastYear = match[5] ?? match[6];
  const until = lastYear === undefined ? year : Number(lastYear);
  const firstYear = match[2] ?? match[3];
  const since = firstYear === undefined ? until : Number(firstYear);
  if (!isMonth(first) || !isMonth(last) || until === null || since === null) return null;
  if (!isYear(until) || !isYear(since)) return null;
  const [from, due] = [firstOf(since, first), lastOf(until, last)];
  return from < due ? { kind: 'window', from, due, yearInferred: lastYear === undefined } : null;
}
