import * as v from 'valibot';

/** The form of a bundle. A reader refuses a form that it does not know instead of guessing. */
export const BUNDLE_FORMAT = 'bdhvs-figures/1';
/** `typ` of the JWS: a signature made for anything else is no bundle. */
export const BUNDLE_TYPE = 'bdhvs-figures+jws';

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

const isDay = (written: string): boolean => {
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === written;
};

/** People counted by indicator until the end of the day; null where the count may not leave its own installation. */
const Figures = v.record(text(100), v.nullable(v.number()));

/**
 * The frozen figures of one day of a unit and what stands below it: numbers only, nobody is named. Codes are those of the
 * national list; names stand beside them so that a refusal can be read. A unit or indicator that is absent counts nobody.
 */
export const FigureBundle = v.strictObject({
  format: v.literal(BUNDLE_FORMAT),
  /** Version of the program that made it. */
  product: text(100),
  /** Code of the unit that speaks. */
  unit: text(20),
  /** The frozen day, `YYYY-MM-DD` in Vietnam. */
  day: v.pipe(v.string(), v.check(isDay, 'is no day of the calendar')),
  /** Which frozen day of its installation this is, from 1: a gap tells of bundles that did not arrive. */
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000_000)),
  /** Made on a demonstration, of people who do not exist. */
  invented: v.boolean(),
  units: v.array(v.strictObject({ code: text(20), name: text(200), figures: Figures })),
});
export type FigureBundle = v.InferOutput<typeof FigureBundle>;
