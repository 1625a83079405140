import * as v from 'valibot';

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const both = v.strictObject({ vi: v.string(), en: v.string() });

/** `content/policy/commendations.yaml`: who may be proposed, as data. */
export const CommendationPolicy = v.strictObject({
  id: v.literal('commendations'),
  /** What the rules rest on, and what of it could not be read. */
  source: v.string(),
  /** Whether the source was compared with the official text. */
  verified: v.boolean(),
  rules: v.pipe(
    v.array(
      v.strictObject({
        id: slug,
        title: both,
        subject: v.picklist(['unit', 'person']),
        /** Form and cell whose share of people is looked at. */
        form: slug,
        cell: slug,
        /** Least share of what was reported that held when it was checked. */
        verification_ratio: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
        /** Least number of passes that were checked again. */
        least_checked: v.pipe(v.number(), v.integer(), v.minValue(1)),
        /** Least growth of the share from one period to the next, in points; null where it does not count. */
        improvement_points: v.nullable(v.pipe(v.number(), v.minValue(0))),
        /** From so many units beside it on, the growth is at least the middle of theirs. */
        least_beside: v.pipe(v.number(), v.integer(), v.minValue(1)),
      }),
    ),
    v.minLength(1),
  ),
});
export type CommendationPolicy = v.InferOutput<typeof CommendationPolicy>;
export type Rule = CommendationPolicy['rules'][number];

/** What is known of a unit for a rule. Shares are 0 to 1. */
export interface Standing {
  readonly now: number | null;
  readonly before: number | null;
  readonly rechecked: { readonly confirmed: number; readonly refuted: number } | null;
  readonly recounted: { readonly verified: number; readonly held: number } | null;
  /** Growth of the units beside it, in points. */
  readonly beside: readonly number[];
}

export const criteria = ['verification', 'improvement'] as const;
export interface Criterion {
  readonly criterion: (typeof criteria)[number];
  readonly met: boolean;
  /** A share for `verification`, points for `improvement`; null where nothing is known. */
  readonly value: number | null;
  readonly needs: number;
}
export interface Eligibility {
  readonly eligible: boolean;
  readonly criteria: readonly Criterion[];
}

/** Growth of a share in points, to a tenth. */
export const growthOf = ({ now, before }: Pick<Standing, 'now' | 'before'>): number | null =>
  now === null || before === null ? null : Math.round((now - before) * 1000) / 10;

/**
 * How much of what was said held: the least of the passes that were checked again (when enough were) and of the recounted
 * number, so that neither hides the other. Null where nobody has looked.
 */
export function verificationOf(
  { rechecked, recounted }: Pick<Standing, 'rechecked' | 'recounted'>,
  leastChecked: number,
): number | null {
  const checked = rechecked ? rechecked.confirmed + rechecked.refuted : 0;
  const ratios = [
    ...(rechecked && checked >= leastChecked ? [rechecked.confirmed / checked] : []),
    ...(recounted && recounted.held > 0 ? [Math.min(1, recounted.verified / recounted.held)] : []),
  ];
  return ratios.length === 0 ? null : Math.min(...ratios);
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = sorted.length >> 1;
  return sorted.length % 2 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2;
}

/** Whether a unit may be proposed: what it said held, and it has grown, wherever it stands. The level itself counts for nothing. */
export function eligibilityOf(rule: Rule, standing: Standing): Eligibility {
  const ratio = verificationOf(standing, rule.least_checked);
  const growth = growthOf(standing);
  const needs =
    rule.improvement_points === null
      ? null
      : standing.beside.length >= rule.least_beside
        ? Math.max(rule.improvement_points, middle(standing.beside))
        : rule.improvement_points;
  const found: Criterion[] = [
    {
      criterion: 'verification',
      met: ratio !== null && ratio >= rule.verification_ratio,
      value: ratio,
      needs: rule.verification_ratio,
    },
    ...(needs === null
      ? []
      : [
          {
            criterion: 'improvement' as const,
            met: growth !== null && growth >= needs,
            value: growth,
            needs,
          },
        ]),
  ];
  return { eligible: found.every(({ met }) => met), criteria: found };
}
