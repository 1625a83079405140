import type { Found, Wording } from './deadline.ts';

const EVERY: readonly (readonly [RegExp, string])[] = [
  [/\b(?:h.?ng|moi) tuan\b/, 'FREQ=WEEKLY'],
  [/\b(?:h.?ng|moi|cuoi|tung) (?:\w+ )?quy\b(?! [i\d])/, 'FREQ=MONTHLY;INTERVAL=3'],
  [/\b6 thang(?: mot lan| dau nam|,)/, 'FREQ=MONTHLY;INTERVAL=6'],
  [/\b(?:h.?ng|moi) thang\b/, 'FREQ=MONTHLY'],
];

/** `Hằng quý`, `Định kỳ hằng tháng`, `trước ngày 15 tháng cuối quý`. */
export function againAndAgain({ folded }: Wording): Found | null {
  const every = EVERY.find(([pattern]) => pattern.test(folded));
  if (!every) return /^dinh ky\b/.test(folded) ? { kind: 'recurring' } : null;
  const day = /(?:ngay|truoc ngay) (\d{1,2})(?!\s?[/\d])/.exec(folded);
  const on = day && Number(day[1]) <= 31 ? `;BYMONTHDAY=${Number(day[1])}` : '';
  return { kind: 'recurring', rrule: `${every[1]}${on}` };
}
