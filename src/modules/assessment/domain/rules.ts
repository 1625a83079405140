import * as v from 'valibot';
import { EvidenceDemand } from './evidence.ts';

const WholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
const PositiveWholeNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
const Probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** More likely than not, but never beyond doubt. */
const Confidence = v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.999));
const Text = v.pipe(v.string(), v.nonEmpty());
const Words = v.strictObject({ vi: Text, en: Text });

const Range = v.pipe(
  v.strictObject({ min: WholeNumber, max: WholeNumber }),
  v.check(({ min, max }) => min <= max, 'min must not be greater than max'),
);

/**
 * Everything about a test that is a decision and not mathematics, as one versioned file: `content/rules/<id>.yaml`.
 *
 * A session remembers `id@version`; a published version is never edited, a change is a new version.
 */
export const RuleSet = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'ASCII words joined by hyphens')),
    version: PositiveWholeNumber,
    name: Words,
    description: Words,
    /** Target groups whose tiers the cut is for; without it any group may choose them. */
    groups: v.exactOptional(v.pipe(v.array(Text), v.minLength(1))),
    /** Where the rules come from, and how binding that is. */
    source: Text,
    /** Each thing the rules settle, with where it was read; for whoever chooses among rule sets. */
    basis: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            what: Words,
            /** Read in the official text; told by others, the text itself not read; set by this project. */
            standing: v.picklist(['official', 'reported', 'assumed']),
            where: Text,
          }),
        ),
        v.minLength(1),
        v.maxLength(12),
      ),
    ),
    /** What a pass stands for, 1 to 8 as the tiers of the framework; a higher one takes the place of a lower. */
    level: v.optional(v.pipe(PositiveWholeNumber, v.maxValue(8))),
    /** How long a pass is good, and how long before its end the test may be taken again; without it a pass has no end. */
    validity: v.optional(
      v.strictObject({
        months: v.pipe(PositiveWholeNumber, v.maxValue(240)),
        renewFromMonths: v.optional(v.pipe(WholeNumber, v.maxValue(24)), 3),
      }),
    ),
    /** Minutes from the start until a test ends by itself; without it nobody is hurried. See clock.ts. */
    timeLimitMinutes: v.optional(v.pipe(PositiveWholeNumber, v.maxValue(240))),
    /** Belief about a person before the first answer: a normal distribution, logits. */
    prior: v.strictObject({
      mean: v.pipe(v.number(), v.minValue(-2), v.maxValue(2)),
      sd: v.pipe(v.number(), v.minValue(0.3), v.maxValue(2)),
    }),
    /** Ability that passes, logits. */
    cut: v.pipe(v.number(), v.minValue(-3), v.maxValue(3)),
    /** How sure a test must be to end; falls in a straight line from the shortest to the longest test (see stop.ts). */
    confidence: v.strictObject({
      atMinItems: Confidence,
      atMaxItems: Confidence,
      /** How sure a verdict must be to be told; a test that ends less sure has not enough evidence. */
      toTell: v.optional(Confidence),
    }),
    /** `adaptive` stops when it is sure; `fixed` asks `maxItems` drawn at random within the blueprint and counts. */
    form: v.optional(v.picklist(['adaptive', 'fixed']), 'adaptive'),
    /** Right answers that pass; of a fixed test alone. */
    passMark: v.optional(PositiveWholeNumber),
    /** Unscored items on trial mixed into each test, while the bank has some. */
    pretestItems: v.optional(v.pipe(WholeNumber, v.maxValue(5)), 0),
    minItems: PositiveWholeNumber,
    maxItems: v.pipe(PositiveWholeNumber, v.maxValue(100)),
    /** Scored questions of a printed test; see paper/form.ts for what holds without it. */
    paperItems: v.exactOptional(PositiveWholeNumber),
    /** Chance fades out of the choice of items: gone from item `rampItems` on, the slower the higher the power. */
    selection: v.strictObject({
      rampItems: WholeNumber,
      rampPower: v.pipe(v.number(), v.minValue(0.25), v.maxValue(4)),
      /** What a useful item is: one that settles the verdict, or one that tells about ability; see usefulness.ts. */
      criterion: v.optional(v.picklist(['decision', 'information']), 'information'),
      /** Share of each domain's items, the sharpest at the cut, not asked before question `until` + 1; see reserve.ts. */
      reserve: v.optional(
        v.strictObject({ share: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)), until: WholeNumber }),
        {
          share: 0,
          until: 0,
        },
      ),
      /** Chance picks among so many of the most useful; see select.ts. */
      top: v.optional(v.pipe(PositiveWholeNumber, v.maxValue(20)), 1),
    }),
    blueprint: v.strictObject({
      competenceAtMost: PositiveWholeNumber,
      /** Items per domain in the shortest and in the longest test; in between, in proportion. */
      domains: v.record(v.string(), v.strictObject({ atMinItems: Range, atMaxItems: Range })),
      /** Items of these tiers in the longest test; they add up to `maxItems`. Without it tiers are not looked at. */
      tiers: v.optional(
        v.pipe(
          v.array(
            v.strictObject({
              from: PositiveWholeNumber,
              to: PositiveWholeNumber,
              items: PositiveWholeNumber,
            }),
          ),
          v.minLength(1),
        ),
      ),
    }),
    /** What has to be done, beside answering, before a pass is confirmed; without it answers are enough. */
    evidence: v.exactOptional(EvidenceDemand),
    /** Greatest share of sessions that may show one item. */
    exposureCap: v.pipe(Probability, v.minValue(0.01)),
    retake: v.strictObject({
      /** Hours between the end of one test and the start of the next. */
      waitHours: WholeNumber,
      /** Items of this many latest sessions are not shown again. */
      excludeSeenSessions: WholeNumber,
    }),
    /** Nobody passes who is likely, by `doubt` or more, below cut − margin in a domain; see stop.ts. */
    domainFloor: v.optional(
      v.strictObject({ margin: v.pipe(v.number(), v.minValue(0)), doubt: Probability }),
    ),
    domainProfile: v.strictObject({
      /** Standard deviation of a person's domain abilities around the overall one, logits. */
      spread: v.pipe(v.number(), v.minValue(0.1), v.maxValue(2)),
      minAnswers: PositiveWholeNumber,
      /** Greatest P(domain ability ≥ cut) to be told to learn more, and the least to be called ok. */
      learnMore: Probability,
      ok: Probability,
      /** Least P(domain ability ≥ cut + margin) to be called strong; the margin in logits. */
      strong: v.strictObject({ probability: Probability, margin: v.pipe(v.number(), v.minValue(0)) }),
    }),
    verdictLabels: v.strictObject({ passed: Words, 'not-passed': Words, 'not-enough-evidence': Words }),
  }),
  v.check(({ minItems, maxItems }) => minItems <= maxItems, 'minItems must not be greater than maxItems'),
  v.check(
    ({ minItems, maxItems, paperItems = maxItems }) => paperItems >= minItems && paperItems <= maxItems,
    'paperItems must lie between minItems and maxItems',
  ),
  v.check(
    ({ form, passMark, minItems, maxItems }) =>
      form === 'fixed' ? minItems === maxItems && (passMark ?? Infinity) <= maxItems : passMark === undefined,
    'a fixed test has minItems equal to maxItems and a passMark within it, an adaptive one no passMark',
  ),
  v.check(
    ({ blueprint, maxItems }) =>
      !blueprint.tiers || blueprint.tiers.reduce((sum, { items }) => sum + items, 0) === maxItems,
    'the items of blueprint.tiers must add up to maxItems',
  ),
  v.check(
    ({ evidence, blueprint }) =>
      Object.keys(evidence?.domains ?? {}).every((domain) => domain in blueprint.domains),
    'evidence.domains must be domains of the blueprint',
  ),
  v.check(
    ({ pretestItems, minItems }) => pretestItems <= Math.max(0, minItems - 2),
    'pretestItems must leave the first two questions and the end of the shortest test to scored items',
  ),
  v.check(
    ({ confidence }) => confidence.atMaxItems <= confidence.atMinItems,
    'confidence must not rise with the length of the test',
  ),
  v.check(
    ({ confidence }) => confidence.toTell === undefined || confidence.toTell <= confidence.atMinItems,
    'confidence.toTell must not be greater than confidence.atMinItems',
  ),
  v.check(
    ({ domainProfile }) => domainProfile.learnMore < domainProfile.ok,
    'domainProfile must have learnMore below ok',
  ),
);
export type RuleSet = v.InferOutput<typeof RuleSet>;

/** Whether people of a target group may be tested by these rules. */
export const isFor = ({ groups }: Pick<RuleSet, 'groups'>, group: string): boolean =>
  groups === undefined || groups.includes(group);

/** What a session remembers of its rules, e.g. `adaptive-citizens-v1@1`. */
export function ruleSetKey(rules: RuleSet): string {
  return `${rules.id}@${rules.version}`;
}
