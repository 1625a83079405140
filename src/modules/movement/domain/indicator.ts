import * as v from 'valibot';

export const slug = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be ASCII words joined by hyphens'),
);
const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
export const BothLanguages = v.strictObject({ vi: words(500), en: words(500) });
export type BothLanguages = v.InferOutput<typeof BothLanguages>;

/** People out of whom a share is taken. */
export const PopulationGroup = v.strictObject({ code: slug, name: BothLanguages });
export type PopulationGroup = v.InferOutput<typeof PopulationGroup>;

/** What is counted: the numerator in words, the people it is a share of, and where the figure comes from. */
export const Indicator = v.pipe(
  v.strictObject({
    code: slug,
    name: BothLanguages,
    short: BothLanguages,
    numerator: BothLanguages,
    denominator: BothLanguages,
    /** Whose share it is when a target names no other group. */
    group: slug,
    /** computed from confirmations here; imported from another system; declared by the unit. */
    source: v.picklist(['computed', 'imported', 'declared']),
    /** Target groups of confirmations that count towards it. */
    counts: v.array(slug),
    /** The one that headlines are about. */
    headline: v.optional(v.boolean(), false),
  }),
  v.check(
    (indicator) => (indicator.source === 'computed') === indicator.counts.length > 0,
    'a computed indicator names the groups that it counts, another one none',
  ),
);
export type Indicator = v.InferOutput<typeof Indicator>;

/** `content/indicators/*.yaml` */
export const IndicatorList = v.strictObject({
  id: slug,
  source: words(1000),
  groups: v.pipe(v.array(PopulationGroup), v.minLength(1)),
  indicators: v.pipe(v.array(Indicator), v.minLength(1)),
});
export type IndicatorList = v.InferOutput<typeof IndicatorList>;
