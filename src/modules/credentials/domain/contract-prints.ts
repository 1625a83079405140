import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, formId, PRINTERS, unit } from './contract-printing.ts';

export { PRINTERS };
const Both = v.object({ vi: v.string(), en: v.string() });
const uuid = v.pipe(v.string(), v.uuid('must be a UUID'));
const place = v.pipe(v.string(), v.regex(/^[1-9]\d?$/, 'must be the number of a file'), v.transform(Number));

/** Certificates of a class on their way to paper. */
export const Print = v.object({
  id: v.string(),
  title: Both,
  from: v.string(),
  to: v.string(),
  total: v.number(),
  /** Sheets that are drawn. */
  done: v.number(),
  state: v.picklist(['working', 'ready', 'failed']),
  madeAt: v.string(),
  /** Files are gone afterwards, ISO 8601. */
  until: v.string(),
  files: v.array(
    v.object({
      place: v.number(),
      /** Numbers of its first and last sheet in the order of names. */
      first: v.number(),
      last: v.number(),
      /** null until it is drawn. */
      bytes: v.nullable(v.number()),
    }),
  ),
});
export type Print = v.InferOutput<typeof Print>;

export const beginPrint = endpoint({
  method: 'POST',
  path: '/api/credentials/units/:unit/prints',
  summary:
    'Begins to draw the certificates of a unit’s people, at most 500, in files of fifty in the order of names; under an id made by the caller.',
  params: v.object({ unit }),
  body: v.strictObject({ id: uuid, from: day, to: day, form: formId }),
  output: Print,
  refusals: [
    'credentials/not-found',
    'credentials/period-reversed',
    'credentials/nothing-to-print',
    'credentials/too-many-to-print',
  ],
});

export const listPrints = endpoint({
  method: 'GET',
  path: '/api/credentials/units/:unit/prints',
  summary: 'What was printed for a unit in the last day, and how far it is.',
  params: v.object({ unit }),
  output: v.object({ prints: v.array(Print) }),
});

export const getPrintFile = endpoint({
  method: 'GET',
  path: '/api/credentials/units/:unit/prints/:print/files/:place',
  summary: 'One file of a print, PDF.',
  params: v.object({ unit, print: uuid, place }),
  output: v.object({}),
  refusals: ['credentials/not-found'],
});

export const getPrintArchive = endpoint({
  method: 'GET',
  path: '/api/credentials/units/:unit/prints/:print/archive',
  summary: 'All files of a print that is ready, as ZIP.',
  params: v.object({ unit, print: uuid }),
  output: v.object({}),
  refusals: ['credentials/not-found'],
});
