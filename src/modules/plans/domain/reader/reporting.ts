import type { Outline } from './outline.ts';
import { cut, foldSame, quote, withoutEnd, type Quote } from './text.ts';

/** When a plan wants to be told how it goes. */
export interface ReportingRule {
  readonly wording: Quote;
  readonly every: 'month' | 'quarter' | 'half-year' | 'year';
  /** Day of the period's last month by which, or before which, a report is due; null where none is named. */
  readonly day: number | null;
  /** Before that day: the last day allowed is the one before. */
  readonly before: boolean;
}

const PERIOD: readonly (readonly [ReportingRule['every'], RegExp])[] = [
  ['half-year', /\b6 thang\b|\bsau thang\b/],
  ['quarter', /\bquy\b/],
  ['month', /\bh.ng thang\b|\bmoi thang\b/],
  ['year', /\bh.ng nam\b|\bmoi nam\b/],
];

/** Sentences that ask for reports again and again. */
export function reportingIn(chars: string, outline: Outline): ReportingRule[] {
  return outline.nodes.flatMap(({ own }) => {
    const folded = foldSame(own.text);
    if (!/bao cao/.test(folded)) return [];
    const bounds = [0, ...[...folded.matchAll(/[.;]\s/g)].map(({ index }) => index + 1), own.text.length];
    return bounds.slice(1).flatMap((end, index) => {
      const start = bounds[index] ?? 0;
      const words = folded.slice(start, end);
      if (!/bao cao/.test(words) || !/\bdinh ky\b|\bh.ng (?:thang|quy|nam)\b|\bmoi quy\b/.test(words))
        return [];
      const every = PERIOD.find(([, pattern]) => pattern.test(words))?.[0];
      if (!every) return [];
      const day = /(truoc |cham nhat )?ngay (\d{1,2})(?!\s?[/\d])/.exec(words);
      return [
        {
          wording: quote(chars, withoutEnd(cut(own, start, end))),
          every,
          day: day ? Number(day[2]) : null,
          before: day?.[1] === 'truoc ',
        },
      ];
    });
  });
}
