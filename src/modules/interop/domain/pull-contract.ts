import * as v from 'valibot';
import { PublicFigures } from '#modules/movement/index.ts';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { Told } from './told.ts';

/** Things told in one page, at most. */
export const MOST_TOLD = 200;

const FeedQuery = v.strictObject({
  /** `next` of the page before; the beginning without. */
  since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}-[0-9a-f]{8}$/, 'must be "next" of a page before'))),
  limit: v.optional(
    v.pipe(
      NumberText,
      v.minValue(1, 'must be at least 1'),
      v.maxValue(MOST_TOLD, `must be at most ${MOST_TOLD}`),
    ),
    String(MOST_TOLD),
  ),
});

/**
 * A page of what a client is told, in an order that does not change: what became known later stands later. Asking with
 * `next` says that this page arrived; whoever asks so misses nothing and is told nothing twice.
 */
export const Feed = v.object({
  /** `id` is the same whenever the same thing is told. */
  items: v.array(v.object({ id: v.string(), ...Told.entries })),
  /** For `since` of the next page, also when this one is empty; null while there never was anything. */
  next: v.nullable(v.string()),
  /** Whether there is more at once. */
  more: v.boolean(),
});
export type Feed = v.InferOutput<typeof Feed>;

const TOKEN_REFUSALS = [
  'interop/token-missing',
  'interop/token-invalid',
  'interop/scope-missing',
  'interop/asks-too-often',
];

export const pullConfirmations = endpoint({
  method: 'GET',
  path: '/api/interop/pull/confirmations',
  summary:
    'Confirmations of people of the client’s unit who agreed, and their ends, without names, as pages that miss and double nothing.',
  query: FeedQuery,
  output: Feed,
  refusals: [...TOKEN_REFUSALS, 'interop/since-unknown'],
  scope: 'confirmations.read',
});

export const pullResults = endpoint({
  method: 'GET',
  path: '/api/interop/pull/results',
  summary: 'The same with the fields that the client was given: name, result in each part.',
  query: FeedQuery,
  output: Feed,
  refusals: [...TOKEN_REFUSALS, 'interop/since-unknown'],
  scope: 'results.read',
});

export const pullFigures = endpoint({
  method: 'GET',
  path: '/api/interop/pull/figures',
  summary: 'The newest frozen figures of the client’s unit, or of one below it; small numbers are hidden.',
  query: v.strictObject({ unit: v.optional(NumberText) }),
  output: PublicFigures,
  refusals: [...TOKEN_REFUSALS, 'interop/unit-not-yours', 'movement/nothing-published'],
  scope: 'figures.read',
});
