// Files that a unit adds to its part as evidence.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { someWords, unitParams, uuid } from './parts.ts';

const itemParams = v.strictObject({ ...unitParams.entries, item: uuid });
const refused = ['organisations/sign-in-first', 'organisations/not-found'] as const;

/** What one file of evidence may weigh, bytes; how many one part may have. */
export const MOST_EVIDENCE_BYTES = 10 * 1024 * 1024;
export const MOST_EVIDENCE = 30;
const evidenceParams = v.strictObject({ ...unitParams.entries, evidence: uuid });

export const addEvidence = endpoint({
  method: 'PUT',
  path: '/api/tasks/units/:unit/items/:item/evidence/:evidence',
  summary:
    'Adds a file to a part: its bytes as application/octet-stream. What it is, is told by its bytes. The same id with the same file is one.',
  params: v.strictObject({ ...itemParams.entries, evidence: uuid }),
  query: v.strictObject({ name: someWords(200) }),
  output: v.object({ id: v.string(), kind: v.string(), digest: v.string() }),
  refusals: [
    ...refused,
    'tasks/item-not-found',
    'tasks/not-now',
    'tasks/id-taken',
    'tasks/evidence-kind',
    'tasks/evidence-large',
    'tasks/evidence-unreadable',
    'tasks/evidence-many',
    'http/wrong-content-type',
  ],
});

export const readEvidence = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/evidence/:evidence',
  summary: 'The bytes of a file of evidence, to be saved.',
  params: evidenceParams,
  output: v.any(),
  refusals: [...refused, 'tasks/evidence-not-found'],
});

export const removeEvidence = endpoint({
  method: 'DELETE',
  path: '/api/tasks/units/:unit/evidence/:evidence',
  summary: 'Takes a file of evidence away while the part is not confirmed; that it was there stays known.',
  params: evidenceParams,
  output: v.object({ removed: v.boolean() }),
  refusals: [...refused, 'tasks/evidence-not-found', 'tasks/not-now'],
});
