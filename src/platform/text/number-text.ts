import * as v from 'valibot';

/** A number as an address holds it, such as a unit's: one to nine digits. */
export const NumberText = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}$/, 'must be a whole number'),
  v.transform(Number),
);
