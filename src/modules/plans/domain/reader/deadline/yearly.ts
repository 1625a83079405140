import { firstOf, isMonth, isoDay, lastOf, type Found, type Wording } from './deadline.ts';
import { monthIn } from './month.ts';

const EVERY_YEAR = /\bha?n?ng nam\b|\bmoi nam\b|\bthuong nien\b/;
const DAY = /(?<![\d/])(\d{1,2})\s?(?:\/|thang )\s?(\d{1,2})(?!\s?\/?\s?\d)/;

/** `10/10 hằng năm`, `Tháng 10/2025 hàng năm`, `Hằng năm`. */
export function everyYear({ folded }: Wording): Found | null {
  if (!EVERY_YEAR.test(folded) || /\d{4} va h.?ng nam/.test(folded)) return null;
  const day = DAY.exec(folded);
  // Any leap year knows every day there is.
  if (day && isoDay(2024, Number(day[2]), Number(day[1])))
    return { kind: 'yearly', rrule: `FREQ=YEARLY;BYMONTH=${Number(day[2])};BYMONTHDAY=${Number(day[1])}` };
  const found = monthIn(folded, null);
  if (found)
    return {
      kind: 'yearly',
      from: firstOf(found.year, found.month),
      due: lastOf(found.year, found.month),
      rrule: `FREQ=YEARLY;BYMONTH=${found.month}`,
    };
  const bare = /\bthang (\d{1,2})\b/.exec(folded);
  if (bare && isMonth(Number(bare[1])))
    return { kind: 'yearly', rrule: `FREQ=YEARLY;BYMONTH=${Number(bare[1])}` };
  return { kind: 'yearly', rrule: 'FREQ=YEARLY' };
}
