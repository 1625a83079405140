import { firstOf, isYear, type Found, type Wording } from './deadline.ts';
import { monthIn } from './month.ts';

/** `Thường xuyên`, `Thường xuyên, bắt đầu từ tháng 9/2025`, `Liên tục trong năm 2025`. */
export function allTheTime({ folded, year }: Wording): Found | null {
  if (!/\bthuong xuyen\b|\blien tuc\b|\bthuong nien\b|\bsuot (?:thoi gian|qua trinh)\b/.test(folded))
    return null;
  const found = monthIn(folded, year);
  const said = folded.slice(0, found?.index ?? 0);
  // Short words between may be a misread “từ”.
  if (found && (/\btu\b|bat dau/.test(said) || /(?:thuong xuyen|lien tuc)\W{1,3}\w{2,4}\W{1,2}$/.test(said)))
    return { kind: 'standing', from: firstOf(found.year, found.month), yearInferred: found.inferred };
  const within = /(?:trong )?(?:ca )?nam (\d{4})/.exec(folded);
  const which = Number(within?.[1]);
  if (within && isYear(which))
    return /\btu\b[^\d]*$/.test(folded.slice(0, within.index))
      ? { kind: 'standing', from: `${which}-01-01` }
      : { kind: 'standing', from: `${which}-01-01`, due: `${which}-12-31` };
  return { kind: 'standing' };
}
