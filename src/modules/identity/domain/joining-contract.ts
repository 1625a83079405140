import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { PICTURES } from './pictures.ts';
import { Nothing } from './contract.ts';

const faults = ['join-gone', 'join-same', 'join-staff', 'join-different-people'] as const;

/** One of the two accounts, before they are joined. */
export const Joined = v.object({
  name: v.nullable(v.string()),
  since: v.string(),
  /** Somebody can sign in to it; otherwise a phone or a card knows her. */
  account: v.boolean(),
  hasNumber: v.boolean(),
  /** How much there is of what, by the module and name under which a copy of her data holds it. */
  counts: v.array(v.object({ of: v.string(), count: v.number() })),
});
export type Joined = v.InferOutput<typeof Joined>;

export const JoinPreview = v.object({
  stays: Joined,
  goes: Joined,
  /** Why the two cannot be joined; null when they can. */
  fault: v.nullable(v.picklist(faults)),
});
export type JoinPreview = v.InferOutput<typeof JoinPreview>;

export const JoinState = v.object({
  /** `code`: made here, and nobody has proven the other account yet; `ready`: both are proven. */
  state: v.picklist(['none', 'code', 'ready']),
  signedIn: v.boolean(),
  code: v.nullable(v.string()),
  expiresAt: v.nullable(v.string()),
  preview: v.nullable(JoinPreview),
});
export type JoinState = v.InferOutput<typeof JoinState>;

export const getJoin = endpoint({
  method: 'GET',
  path: '/api/identity/join',
  summary: 'How far this browser is with making two accounts of one person one, and what would be joined.',
  output: JoinState,
});

export const beginJoin = endpoint({
  method: 'POST',
  path: '/api/identity/join',
  summary:
    'A code of eight digits for this account, good for fifteen minutes. Signing in to the other account in this browser, or typing the code where it is signed in, proves the other; joining is confirmed here.',
  body: v.strictObject({}),
  output: JoinState,
  refusals: ['identity/sign-in-first', 'identity/join-staff'],
});

export const takeJoinCode = endpoint({
  method: 'POST',
  path: '/api/identity/join/code',
  summary: 'Types the code that the other account shows. Nothing moves before it is confirmed there.',
  body: v.strictObject({ code: v.pipe(v.string(), v.maxLength(40)) }),
  output: Nothing,
  refusals: [
    'identity/sign-in-first',
    'identity/join-code-gone',
    'identity/join-same',
    'identity/join-staff',
    'identity/wait-before-trying',
  ],
});

export const proveByCard = endpoint({
  method: 'POST',
  path: '/api/identity/join/card',
  summary: 'Proves that a learner known by a card is the one who asks: the card and its three pictures.',
  body: v.strictObject({
    card: v.pipe(v.string(), v.maxLength(64)),
    pictures: v.pipe(v.array(v.picklist(PICTURES)), v.length(3)),
  }),
  output: JoinState,
  refusals: [
    'identity/sign-in-first',
    'identity/join-same',
    'identity/join-staff',
    'identity/card-gone',
    'identity/card-wait',
    'identity/wrong-pictures',
    'identity/profile-signs-in',
  ],
});

export const confirmJoin = endpoint({
  method: 'POST',
  path: '/api/identity/join/confirm',
  summary:
    'Makes the two one, for good: all that was learned, tested and confirmed stands under the account that stays, and each way to sign in leads there. Repeated it finds nothing left to join.',
  body: v.strictObject({}),
  output: v.object({ joined: v.boolean() }),
  refusals: [
    'identity/sign-in-first',
    'identity/join-code-gone',
    ...faults.map((fault) => `identity/${fault}` as const),
  ],
});

export const cancelJoin = endpoint({
  method: 'POST',
  path: '/api/identity/join/cancel',
  summary: 'Lets it be: the code opens nothing any more.',
  body: v.strictObject({}),
  output: Nothing,
});
