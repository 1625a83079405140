import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { EvidenceDemand, EvidenceLevel } from './evidence.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const ref = v.object({ id: v.number(), name: v.string() });
const Words = v.object({ vi: v.string(), en: v.optional(v.string()) });

/** A rule set that can be chosen, with what it settles and where each of that was read. */
export const RuleOption = v.object({
  id: v.string(),
  version: v.number(),
  name: Words,
  description: Words,
  source: v.string(),
  form: v.picklist(['adaptive', 'fixed']),
  atLeast: v.number(),
  atMost: v.number(),
  passMark: v.nullable(v.number()),
  minutes: v.nullable(v.number()),
  basis: v.array(
    v.object({ what: Words, standing: v.picklist(['official', 'reported', 'assumed']), where: v.string() }),
  ),
  /** The bank gives what they ask. */
  canBeMet: v.boolean(),
  /** Groups that they are for; null: any. */
  groups: v.nullable(v.array(v.string())),
});
export type RuleOption = v.InferOutput<typeof RuleOption>;

const InForce = v.object({
  ruleSet: v.string(),
  evidence: v.nullable(EvidenceLevel),
  /** The unit whose choice it is; null where nobody chose and the installation's own rules hold. */
  by: v.nullable(ref),
  /** Chosen by the unit itself. */
  own: v.boolean(),
});

export const RulesView = v.object({
  unit: ref,
  options: v.array(RuleOption),
  groups: v.array(
    v.object({
      group: v.string(),
      name: Words,
      inForce: InForce,
      /** Programmes with rules of their own here or above. */
      programmes: v.array(v.object({ programme: v.string(), title: Words, inForce: InForce })),
    }),
  ),
  /** All programmes that one may choose rules for. */
  programmes: v.array(v.object({ id: v.string(), title: Words })),
  /** The unit's own choices, the newest first. */
  history: v.array(
    v.object({
      group: v.string(),
      programme: v.nullable(v.string()),
      /** Null: from then on as the unit above. */
      ruleSet: v.nullable(v.string()),
      /** Asked for everywhere, over what the rule set asks; null where nothing is. */
      evidence: v.nullable(EvidenceLevel),
      reason: v.string(),
      at: v.string(),
    }),
  ),
  mayChoose: v.boolean(),
});
export type RulesView = v.InferOutput<typeof RulesView>;

export const listRules = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/rules',
  summary: 'Rule sets of the test, which of them holds for people who live in the unit, and who chose it.',
  params: v.object({ unit: UnitParam }),
  output: RulesView,
});

export const ChooseRules = v.strictObject({
  id: uuid,
  group: v.pipe(v.string(), v.maxLength(40)),
  /** For those who come from this programme alone. */
  programme: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(80))), null),
  /** Null: as the unit above. */
  ruleSet: v.nullable(v.pipe(v.string(), v.maxLength(60))),
  /** What has to be done beside the test, over what the rule set asks. */
  evidence: v.optional(v.nullable(EvidenceDemand), null),
  reason: v.pipe(v.string(), v.transform(tidy), v.maxLength(300)),
});
export type ChooseRules = v.InferOutput<typeof ChooseRules>;

export const chooseRules = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/rules',
  summary:
    'Chooses the rule set that people of the unit are tested by from now on; tests that run go on by theirs. Units below take it over unless they choose themselves.',
  params: v.object({ unit: UnitParam }),
  body: ChooseRules,
  output: v.object({ id: uuid }),
  refusals: [
    'assessment/rules-unknown',
    'assessment/programme-unknown',
    'assessment/rules-unmet',
    'assessment/reason-needed',
  ],
});
