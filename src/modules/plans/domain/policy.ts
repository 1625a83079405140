import * as v from 'valibot';

const monthDay = v.pipe(v.string(), v.regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));

/** `content/policy/plans.yaml`: what plans are held against. */
export const PlansPolicy = v.strictObject({
  id: v.literal('plans'),
  /** Where the reporting regime is written. */
  source: v.string(),
  reporting: v.strictObject({
    /** Day of a period's last month on which its data are closed. */
    cutoff_day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(28)),
    /** Working days between that day and the day on which a report is due, at least. */
    working_days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  }),
  /** What “Friday of the fourth week” means. */
  fourth_friday: v.picklist(['fourth-friday', 'fourth-calendar-week']),
  /** Days off that fall on the same day each year, month and day. */
  holidays: v.strictObject({
    source: v.string(),
    fixed: v.array(monthDay),
    dates: v.array(v.pipe(v.string(), v.isoDate())),
  }),
});
export type PlansPolicy = v.InferOutput<typeof PlansPolicy>;
