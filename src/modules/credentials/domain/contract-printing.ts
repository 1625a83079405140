import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';

/** Certificates in one file, at most. */
export const MOST_PRINTED = 500;

/** Who may print what people of a unit were given. */
export const PRINTERS = ['clerk', 'assessment-officer', 'administrator'] as const;

const Both = v.object({ vi: v.string(), en: v.string() });
export const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
export const unit = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}$/, 'must be the number of a unit'),
  v.transform(Number),
);
const Period = { from: day, to: day };
export const formId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,60}$/));

export const Printable = v.object({
  unit: v.object({ id: v.number(), name: v.string() }),
  from: v.string(),
  to: v.string(),
  /** What was issued to people of the unit between these days and was not taken back, by the form of its paper. */
  forms: v.array(v.object({ form: v.string(), title: Both, subject: Both, count: v.number() })),
  most: v.number(),
});
export type Printable = v.InferOutput<typeof Printable>;

export const listPrintable = endpoint({
  method: 'GET',
  path: '/api/credentials/units/:unit/printable',
  summary:
    'How many certificates of a unit’s people were issued between two days, by form; for clerks, assessment officers and administrators there.',
  params: v.object({ unit }),
  query: v.strictObject(Period),
  output: Printable,
  refusals: ['credentials/period-reversed'],
});

export const printCertificates = endpoint({
  method: 'GET',
  path: '/api/credentials/units/:unit/certificates',
  summary: 'The certificates of a unit’s people as one PDF, at most 500, in the order of their names.',
  params: v.object({ unit }),
  query: v.strictObject({ ...Period, form: formId }),
  output: v.object({}),
  refusals: ['credentials/period-reversed', 'credentials/nothing-to-print', 'credentials/too-many-to-print'],
});
