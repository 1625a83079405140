import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { UnitId, Uuid } from './contract.ts';
import { JoinPreview } from './joining-contract.ts';

/** Who at a unit may ask for two accounts to be joined, and decide about what another one asked. */
export const JOIN_ROLES = ['administrator', 'assessment-officer'] as const;

/** Two accounts of one person, of which one can no longer be signed in to: asked for by one officer, decided by another. */
export const Joining = v.object({
  id: v.string(),
  state: v.picklist(['open', 'approved', 'refused']),
  reason: v.string(),
  askedBy: v.nullable(v.string()),
  askedAt: v.string(),
  decidedBy: v.nullable(v.string()),
  decidedAt: v.nullable(v.string()),
  /** She who reads it asked for it: somebody else decides. */
  mine: v.boolean(),
  /** While it is open. */
  preview: v.nullable(JoinPreview),
});
export type Joining = v.InferOutput<typeof Joining>;

const unit = v.object({ unit: v.pipe(NumberText, UnitId) });

export const listJoinings = endpoint({
  method: 'GET',
  path: '/api/identity/units/:unit/joinings',
  summary: 'Accounts that officers of a unit asked to be joined, the newest first.',
  params: unit,
  output: v.object({ joinings: v.array(Joining) }),
  refusals: ['identity/sign-in-first', 'identity/not-yours'],
});

export const askJoining = endpoint({
  method: 'POST',
  path: '/api/identity/units/:unit/joinings',
  summary:
    'An officer asks that two accounts of one person be joined: the code that she shows of the one she can sign in to, and what tells the other: a certificate’s code, a learner card’s number, or her identity number. Another officer decides.',
  params: unit,
  body: v.strictObject({
    id: Uuid,
    code: v.pipe(v.string(), v.maxLength(40)),
    lost: v.pipe(v.string(), v.minLength(8), v.maxLength(40)),
    reason: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(500)),
  }),
  output: Joining,
  refusals: [
    'identity/sign-in-first',
    'identity/not-yours',
    'identity/join-code-gone',
    'identity/join-not-found',
    'identity/join-gone',
    'identity/join-same',
    'identity/join-staff',
    'identity/join-different-people',
    'identity/wait-before-trying',
  ],
});

export const decideJoining = endpoint({
  method: 'POST',
  path: '/api/identity/units/:unit/joinings/:joining/decide',
  summary: 'A second officer joins the two, for good, or refuses. Decided twice is decided once.',
  params: v.object({ unit: v.pipe(NumberText, UnitId), joining: Uuid }),
  body: v.strictObject({ approve: v.boolean() }),
  output: Joining,
  refusals: [
    'identity/sign-in-first',
    'identity/not-yours',
    'identity/join-own',
    'identity/join-gone',
    'identity/join-same',
    'identity/join-staff',
    'identity/join-different-people',
  ],
});
