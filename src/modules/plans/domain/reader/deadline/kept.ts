import { firstOf, lastOf, type Found, type Wording } from './deadline.ts';
import { monthIn } from './month.ts';

/** `Hoàn thành và duy trì từ tháng 7/2025`: done within that month, kept up from then. */
export function doneAndKept({ folded, year }: Wording): Found | null {
  if (!/hoan thanh.{0,40}(?:duy tri|thuong xuyen)|\bduy tri\b.{0,30}\btu\b/.test(folded)) return null;
  const found = monthIn(folded, year);
  if (!found) return null;
  return {
    kind: 'kept',
    from: firstOf(found.year, found.month),
    due: lastOf(found.year, found.month),
    yearInferred: found.inferred,
  };
}
