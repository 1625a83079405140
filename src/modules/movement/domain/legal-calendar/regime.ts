import * as v from 'valibot';
import { BothLanguages, slug } from '../indicator.ts';

export const periodKinds = ['month', 'quarter', 'half-year', 'nine-months', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Who sends a report, from the bottom up. */
export const tiers = ['group', 'commune', 'province', 'ministry'] as const;
export type Tier = (typeof tiers)[number];

const dayOfMonth = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31));

/** When a tier's report must have been sent: on a day of the period's last month, or so long after the data are closed. */
export const DueRule = v.variant('kind', [
  v.strictObject({ kind: v.literal('day-of-last-month'), day: dayOfMonth }),
  v.strictObject({
    kind: v.literal('working-days-after-cut-off'),
    days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)),
  }),
]);

/** `content/calendar/regimes/*.yaml`: a reporting regime as law states it. */
export const Regime = v.strictObject({
  id: slug,
  title: BothLanguages,
  periods: v.array(
    v.strictObject({
      kind: v.picklist(periodKinds),
      /** The first day of data: this day of the month before the period. */
      opens: dayOfMonth,
      /** The last day of data: this day of the period's last month. */
      cut_off: dayOfMonth,
      source: v.string(),
    }),
  ),
  due: v.array(
    v.strictObject({
      tier: v.picklist(tiers),
      rule: DueRule,
      /** What becomes of a day on which nobody works. */
      shift: v.picklist(['none', 'next', 'previous']),
      source: v.string(),
      /** False: a proposal of this project where the law leaves the day to the issuing body. */
      by_law: v.boolean(),
    }),
  ),
  /** Working days that must lie between the end of data and the day of sending. */
  least_working_days: v.strictObject({
    days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)),
    source: v.string(),
  }),
});
export type Regime = v.InferOutput<typeof Regime>;
