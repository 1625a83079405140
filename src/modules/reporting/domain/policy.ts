import * as v from 'valibot';

const positive = v.pipe(v.number(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `content/policy/reporting.yaml`: thresholds of the data-quality flags, and how long answers may take. */
export const ReportingPolicy = v.strictObject({
  id: v.literal('reporting'),
  source: v.string(),
  flags: v.strictObject({
    over_population: v.pipe(v.number(), v.minValue(1)),
    denominator_moved: positive,
    jump_score: positive,
    jump_least_units: count,
    declared_factor: v.pipe(v.number(), v.minValue(1)),
    declared_people: positive,
    target_points: positive,
    target_cells: count,
    heaping_share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    heaping_least: count,
  }),
  explain_days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(90)),
  /** Working days. */
  answer_days: v.pipe(count, v.maxValue(90)),
});
export type ReportingPolicy = v.InferOutput<typeof ReportingPolicy>;
