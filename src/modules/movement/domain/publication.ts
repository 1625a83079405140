import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `content/policy/publication.yaml`: how figures are made public. */
export const PublicationPolicy = v.strictObject({
  id: v.literal('publication'),
  source: v.string(),
  sources_note: v.string(),
  hide_below: v.pipe(count, v.minValue(2)),
  least_candidates: v.pipe(count, v.minValue(2)),
  percent: v.strictObject({
    least_denominator: count,
    coarse_below: count,
    coarse_step: v.pipe(count, v.minValue(1)),
    top: v.pipe(count, v.maxValue(100)),
    bottom: count,
  }),
});
export type PublicationPolicy = v.InferOutput<typeof PublicationPolicy>;
