import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, orNull, ref, someWords, unitParams, uuid, words } from './parts.ts';

const refused = ['organisations/sign-in-first', 'organisations/not-found'] as const;
/** Lines of the grid on the stamp. */
export const MOST_PARTIES = 30;

const party = { name: someWords(200), role: v.picklist(['lead', 'participant']) };

export const AddIncoming = v.strictObject({
  /** Made by the caller: the same document sent again is one. */
  id: uuid,
  /** Of the unit's register of the year; null: the next one. */
  arrivalNumber: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999))),
  arrivedOn: day,
  number: words(100),
  issuedOn: v.nullable(day),
  issuer: someWords(300),
  subject: someWords(1500),
  dueOn: v.nullable(day),
  planId: v.nullable(uuid),
  parties: v.pipe(v.array(v.strictObject(party)), v.maxLength(MOST_PARTIES)),
});
export type AddIncoming = v.InferOutput<typeof AddIncoming>;

export const IncomingView = v.object({
  id: v.string(),
  arrivalNumber: v.number(),
  arrivedOn: v.string(),
  number: v.string(),
  issuedOn: orNull,
  issuer: v.string(),
  subject: v.string(),
  dueOn: orNull,
  plan: v.nullable(v.object({ id: v.string(), name: v.string() })),
  parties: v.array(v.object(party)),
  /** The task made of it; null while there is none. */
  task: orNull,
});
export type IncomingView = v.InferOutput<typeof IncomingView>;

export const IncomingList = v.object({
  unit: ref,
  today: v.string(),
  mayWork: v.boolean(),
  /** The next number of this year's register. */
  next: v.number(),
  documents: v.array(IncomingView),
  plans: v.array(v.object({ id: v.string(), name: v.string() })),
});
export type IncomingList = v.InferOutput<typeof IncomingList>;

export const listIncoming = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/incoming',
  summary:
    'The register of documents that came in to a unit, the newest first, with who leads and who takes part.',
  params: unitParams,
  query: v.strictObject({ q: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  output: IncomingList,
  refusals: refused,
});

export const addIncoming = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/incoming',
  summary: 'Enters a document into the register. A number stands there once a year.',
  params: unitParams,
  body: AddIncoming,
  output: v.object({ id: v.string(), arrivalNumber: v.number() }),
  refusals: [...refused, 'tasks/arrival-taken', 'tasks/id-taken', 'tasks/incoming-not-found'],
});

export const makeIncomingTask = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/incoming/:document/task',
  summary: 'Makes a task of a document that came in; there is one such task.',
  params: v.strictObject({ ...unitParams.entries, document: uuid }),
  body: v.strictObject({}),
  output: v.object({ id: v.string() }),
  refusals: [...refused, 'tasks/incoming-not-found'],
});
