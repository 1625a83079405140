import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `content/policy/requests.yaml`: how soon an answer may be asked for. */
export const RequestPolicy = v.strictObject({
  id: v.literal('requests'),
  source: v.string(),
  /** Working days between sending and the day for the answer. */
  least_working_days: v.pipe(count, v.maxValue(60)),
  /** What the kinds of reports rest on, shown beside the choice. */
  kinds_source: v.string(),
});
export type RequestPolicy = v.InferOutput<typeof RequestPolicy>;
