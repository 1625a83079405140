import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, uuid } from '#platform/text/inputs.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { LONGEST_REASON } from './acknowledgement.ts';

const side = v.optional(v.nullable(day), null);
const Params = v.object({ receiver: uuid, number: NumberText });
const OWN = ['organisations/sign-in-first', 'organisations/not-found', 'interop/receiver-not-found'];

export const makeBatch = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/batches',
  summary:
    'Puts what waits for a receiver of files into its next batch, at most 1,000 rows, each once; the same id again makes nothing more.',
  params: v.object({ receiver: uuid }),
  body: v.strictObject({ id: uuid, from: side, to: side }),
  output: v.object({ number: v.number(), rows: v.number() }),
  refusals: [...OWN, 'interop/no-files', 'interop/period-reversed', 'interop/nothing-to-hand-over'],
});

export const BatchView = v.object({
  receiver: v.object({ id: v.string(), name: v.string() }),
  number: v.number(),
  madeAt: v.string(),
  downloadedAt: v.nullable(v.string()),
  settledAt: v.nullable(v.string()),
  kept: v.boolean(),
  digest: v.string(),
  /** Nobody is named; `line` leads to the row in the file. */
  rows: v.array(
    v.object({
      line: v.number(),
      state: v.picklist(['sent', 'accepted', 'refused', 'corrected']),
      reason: v.nullable(v.string()),
    }),
  ),
});
export type BatchView = v.InferOutput<typeof BatchView>;

export const getBatch = endpoint({
  method: 'GET',
  path: '/api/interop/receivers/:receiver/batches/:number',
  summary: 'A batch with what the receiver answered to each row.',
  params: Params,
  output: BatchView,
  refusals: [...OWN, 'interop/batch-not-found'],
});

export const getBatchFile = endpoint({
  method: 'GET',
  path: '/api/interop/receivers/:receiver/batches/:number/file',
  summary:
    'The files of a batch as a zip: rows as CSV and JSON, their digests, and a signature (JWS, EdDSA).',
  params: Params,
  output: v.object({}),
  refusals: [...OWN, 'interop/batch-not-found', 'interop/files-gone'],
});

export const acknowledgeBatch = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/batches/:number/acknowledgement',
  summary:
    'Keeps what the receiver answered to the rows, all of it or nothing; the same again changes nothing.',
  params: Params,
  body: v.strictObject({
    answers: v.pipe(
      v.array(
        v.strictObject({
          line: v.pipe(v.number(), v.integer(), v.minValue(1)),
          state: v.picklist(['accepted', 'refused']),
          reason: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_REASON)), ''),
        }),
      ),
      v.maxLength(1_000),
      v.check(
        (answers) => new Set(answers.map(({ line }) => line)).size === answers.length,
        'must name each row once',
      ),
    ),
    /** What holds for rows that are not named. */
    rest: v.picklist(['open', 'accepted']),
  }),
  output: BatchView,
  refusals: [...OWN, 'interop/batch-not-found', 'interop/rows-unknown', 'interop/rows-settled'],
});

export const correctRow = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/batches/:number/rows/:line/correct',
  summary: 'A refused row was put right: it comes in the next batch.',
  params: v.object({ receiver: uuid, number: NumberText, line: NumberText }),
  body: v.strictObject({}),
  output: BatchView,
  refusals: [...OWN, 'interop/batch-not-found', 'interop/row-not-refused'],
});

export const getBatchKey = endpoint({
  method: 'GET',
  path: '/api/interop/batch-key',
  summary: 'The public key (JWK) by which receivers check batches of files.',
  output: v.looseObject({ kid: v.string() }),
});
