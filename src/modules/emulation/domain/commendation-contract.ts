// Who may be commended, by rules that are data; proposals, and what was decided.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { lines, slug, someLines, unitParams, uuid } from '#platform/text/inputs.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { criteria } from './commendation.ts';

const staff = ['organisations/sign-in-first', 'organisations/not-found'];
const ref = v.object({ id: v.number(), name: v.string() });
const both = v.object({ vi: v.string(), en: v.string() });
const Period = v.pipe(v.string(), v.regex(/^\d{4}(-(Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?$/));
const Eligible = v.object({
  eligible: v.boolean(),
  criteria: v.array(
    v.object({
      criterion: v.picklist(criteria),
      met: v.boolean(),
      value: v.nullable(v.number()),
      needs: v.number(),
    }),
  ),
});
export type Eligible = v.InferOutput<typeof Eligible>;
export const proposalStates = ['proposed', 'granted', 'refused', 'withdrawn'] as const;
export const decisions = ['grant', 'refuse', 'withdraw'] as const;

export const ProposalView = v.object({
  id: v.string(),
  unit: ref,
  rule: v.object({ id: v.string(), title: both, subject: v.picklist(['unit', 'person']) }),
  /** Of a person: her name as long as she agrees, else null. */
  person: v.nullable(v.object({ name: v.nullable(v.string()) })),
  reason: v.string(),
  initiative: v.nullable(v.object({ id: v.string(), title: v.string() })),
  evidence: Eligible,
  state: v.picklist(proposalStates),
  words: v.string(),
  proposedAt: v.string(),
  may: v.array(v.picklist(decisions)),
});
export type ProposalView = v.InferOutput<typeof ProposalView>;

export const CommendationView = v.object({
  unit: ref,
  /** To whom it proposes; null for the nation. */
  above: v.nullable(ref),
  source: v.string(),
  verified: v.boolean(),
  period: v.object({ key: v.string(), words: v.string() }),
  periods: v.array(v.object({ key: v.string(), words: v.string() })),
  rules: v.array(
    v.object({
      id: v.string(),
      title: both,
      subject: v.picklist(['unit', 'person']),
      cell: both,
      own: v.nullable(Eligible),
      parts: v.array(v.object({ unit: ref, eligibility: Eligible })),
    }),
  ),
  initiatives: v.array(v.object({ id: v.string(), title: v.string() })),
  proposals: v.array(ProposalView),
  mayPropose: v.boolean(),
});
export type CommendationView = v.InferOutput<typeof CommendationView>;

export const getCommendations = endpoint({
  method: 'GET',
  path: '/api/emulation/units/:unit/commendations',
  summary:
    'Who may be proposed in a period, computed from the ledger and from what was checked again, and what was proposed and decided.',
  params: unitParams,
  query: v.strictObject({ period: v.optional(Period) }),
  output: CommendationView,
  refusals: [...staff, 'emulation/unknown-rule'],
});

export const Propose = v.strictObject({
  rule: slug,
  period: Period,
  reason: someLines(3000),
  initiative: v.nullable(uuid),
  /** The code of the person's confirmation, for a rule about persons. */
  code: v.nullable(v.pipe(v.string(), v.maxLength(40))),
});
export type Propose = v.InferOutput<typeof Propose>;
const params = v.strictObject({ unit: NumberText, proposal: uuid });
const Standing = v.object({ state: v.picklist(proposalStates) });
export const propose = endpoint({
  method: 'PUT',
  path: '/api/emulation/units/:unit/commendations/:proposal',
  summary:
    'A unit proposes itself, or a person who agreed, to the unit above; only who is eligible. The same again is one proposal.',
  params,
  body: Propose,
  output: Standing,
  refusals: [
    ...staff,
    'emulation/unit-writes',
    'emulation/nobody-above',
    'emulation/unknown-rule',
    'emulation/initiative-not-found',
    'emulation/not-eligible',
    'emulation/person-needed',
    'emulation/person-unknown',
    'emulation/consent-missing',
    'emulation/proposed-already',
    'emulation/repeat-differs',
  ],
});

export const decide = endpoint({
  method: 'POST',
  path: '/api/emulation/units/:unit/commendations/:proposal/decision',
  summary:
    'The leader of the unit above grants or refuses with words; the unit takes its proposal back. Done again it changes nothing.',
  params,
  body: v.strictObject({ decision: v.picklist(decisions), words: lines(2000) }),
  output: Standing,
  refusals: [
    ...staff,
    'emulation/proposal-not-found',
    'emulation/unit-writes',
    'emulation/leader-decides',
    'emulation/not-now',
    'emulation/words-needed',
    'emulation/consent-missing',
  ],
});

export const getCommendationFile = endpoint({
  method: 'GET',
  path: '/api/emulation/units/:unit/commendations/file',
  summary: 'Those whom a unit has granted a commendation in a period; persons by name only while they agree.',
  params: unitParams,
  query: v.strictObject({ period: Period, as: v.picklist(['csv', 'xlsx']) }),
  output: v.string(),
  refusals: [...staff, 'emulation/unknown-rule'],
});
