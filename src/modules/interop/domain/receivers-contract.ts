import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, someWords, unitParams, uuid } from '#platform/text/inputs.ts';
import { fields, scopes, ways } from './scopes.ts';

/** Who registers systems outside and looks after them. */
export const RECEIVER_KEEPERS = ['administrator'] as const;

const Params = v.object({ receiver: uuid });
const publicKey = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(10_000))), null);
const moment = v.nullable(v.string());

export const Receiver = v.object({
  id: v.string(),
  name: v.string(),
  way: v.picklist(ways),
  unit: v.object({ id: v.number(), name: v.string() }),
  /** Where it listens; null for one that is not called. */
  address: v.nullable(v.string()),
  fields: v.array(v.picklist(fields)),
  scopes: v.array(v.picklist(scopes)),
  createdAt: v.string(),
  endsAt: moment,
  state: v.picklist(['active', 'ended']),
  /** Things to tell it by state. */
  counts: v.object({
    waiting: v.number(),
    delivered: v.number(),
    failed: v.number(),
    'not-sent': v.number(),
  }),
});
export type Receiver = v.InferOutput<typeof Receiver>;

export const ReceiverList = v.object({
  unit: v.object({ id: v.number(), name: v.string() }),
  receivers: v.array(Receiver),
});
export type ReceiverList = v.InferOutput<typeof ReceiverList>;

export const listReceivers = endpoint({
  method: 'GET',
  path: '/api/interop/units/:unit/receivers',
  summary:
    'Systems outside that get confirmations of the unit’s people or of those below it, also ended ones.',
  params: unitParams,
  output: ReceiverList,
  refusals: ['organisations/sign-in-first', 'organisations/not-found'],
});

export const NewReceiver = v.strictObject({
  id: uuid,
  name: someWords(120),
  way: v.picklist(ways),
  address: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(500))), null),
  fields: v.optional(v.array(v.picklist(fields)), []),
  scopes: v.optional(v.array(v.picklist(scopes)), []),
  /** Its last day. */
  lastDay: v.optional(v.nullable(day), null),
  /** Confirmations from before are told as well. */
  past: v.optional(v.boolean(), false),
  /** JWK in place of a secret. */
  publicKey,
});

export const registerReceiver = endpoint({
  method: 'POST',
  path: '/api/interop/units/:unit/receivers',
  summary: 'Registers a system outside; its secret is in the answer and nowhere again.',
  params: unitParams,
  body: NewReceiver,
  output: v.object({ id: v.string(), secret: v.nullable(v.string()) }),
  refusals: [
    'organisations/sign-in-first',
    'organisations/not-found',
    'interop/receiver-known',
    'interop/address-malformed',
    'interop/address-not-https',
    'interop/address-holds-password',
    'interop/address-private',
    'interop/scopes-missing',
    'interop/end-past',
    'interop/key-malformed',
    'interop/key-private',
    'interop/key-unfit',
  ],
});

export const ReceiverPage = v.object({
  receiver: Receiver,
  /** Names the present secret, so that it is changed once; null where there is none. */
  secretVersion: v.nullable(v.string()),
  /** By which a client shows itself, newest first; of a webhook while it is changed only the end of the one before. */
  keys: v.array(
    v.object({
      id: v.string(),
      kind: v.picklist(['secret', 'jwk']),
      madeAt: v.string(),
      endsAt: moment,
      usedAt: moment,
      holds: v.boolean(),
    }),
  ),
  beforeUntil: moment,
  /** The newest. Nobody is named. */
  deliveries: v.array(
    v.object({
      id: v.string(),
      kind: v.picklist(['confirmation.issued', 'confirmation.revoked']),
      state: v.picklist(['waiting', 'delivered', 'failed', 'not-sent']),
      attempts: v.number(),
      createdAt: v.string(),
      nextAt: moment,
      sentAt: moment,
      acknowledgedAt: moment,
      answer: v.nullable(v.string()),
    }),
  ),
  batches: v.array(
    v.object({
      number: v.number(),
      from: v.nullable(v.string()),
      to: v.nullable(v.string()),
      madeAt: v.string(),
      rows: v.number(),
      downloadedAt: moment,
      settledAt: moment,
      /** Whether its files can be fetched. */
      kept: v.boolean(),
      accepted: v.number(),
      refused: v.number(),
      corrected: v.number(),
    }),
  ),
});
export type ReceiverPage = v.InferOutput<typeof ReceiverPage>;

const OWN = ['organisations/sign-in-first', 'organisations/not-found', 'interop/receiver-not-found'];

export const getReceiver = endpoint({
  method: 'GET',
  path: '/api/interop/receivers/:receiver',
  summary:
    'A system outside with its secrets’ days, the newest of what it was told, and its batches of files.',
  params: Params,
  output: ReceiverPage,
  refusals: OWN,
});

export const rotateReceiverSecret = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/secret',
  summary: 'Gives it a new secret, told this once; the one before holds for some days more.',
  params: Params,
  body: v.strictObject({
    /** `secretVersion` as it was seen. */
    version: v.string(),
    overlapDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(90)),
    publicKey,
  }),
  output: v.object({ secret: v.nullable(v.string()) }),
  refusals: [
    ...OWN,
    'interop/no-secret',
    'interop/secret-changed',
    'interop/key-malformed',
    'interop/key-private',
    'interop/key-unfit',
  ],
});

export const endReceiverKey = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/keys/:key/end',
  summary: 'Ends one secret of a client at once, with all tokens that were had by it.',
  params: v.object({ receiver: uuid, key: uuid }),
  body: v.strictObject({}),
  output: v.object({}),
  refusals: [...OWN, 'interop/no-such-key'],
});

export const endReceiver = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/end',
  summary: 'It is told and may read nothing more, at once; the register of what it got stays.',
  params: Params,
  body: v.strictObject({}),
  output: v.object({}),
  refusals: OWN,
});

export const retryDeliveries = endpoint({
  method: 'POST',
  path: '/api/interop/receivers/:receiver/retry',
  summary: 'Sends what was given up again, or one delivery once more as the same message.',
  params: Params,
  body: v.strictObject({ delivery: v.optional(v.nullable(uuid), null) }),
  output: v.object({ waiting: v.number() }),
  refusals: [...OWN, 'interop/nothing-to-retry'],
});
