import * as v from 'valibot';
import { BothLanguages, slug } from './indicator.ts';

/** What is wrong with a target as its plan states it. Flags warn; they never change the target. */
export const targetFlags = ['over-100-percent', 'unquantified', 'two-in-one'] as const;
export type TargetFlag = (typeof targetFlags)[number];

const year = v.pipe(v.number(), v.integer(), v.minValue(2020), v.maxValue(2100));
const line = v.pipe(v.number(), v.integer(), v.minValue(1));

export const TargetSource = v.strictObject({
  /** Name of the document that states it. */
  document: v.string(),
  /** First and last line in the document's text; null where no text is at hand. */
  lines: v.nullable(v.tuple([line, line])),
});

/** One number that a plan promises for one group and one year, by the year's last day. */
export const Target = v.strictObject({
  id: slug,
  indicator: slug,
  /** The people out of whom the share is taken. */
  group: slug,
  year,
  operator: v.nullable(v.picklist(['>=', '>'])),
  /** Percent points, or people; null when the plan gives no number. */
  value: v.nullable(v.pipe(v.number(), v.minValue(0))),
  /** What the plan says in place of a number. */
  written: v.optional(BothLanguages),
  measure: v.picklist(['percent', 'people']),
  quantified: v.boolean(),
  flags: v.array(v.picklist(targetFlags)),
  source: TargetSource,
});
export type Target = v.InferOutput<typeof Target>;

/** `content/plans/*.yaml`: a plan of the movement as data; its title is ours, its numbers are its own. */
export const Plan = v.strictObject({
  id: slug,
  title: BothLanguages,
  /** The unit for whose people it promises. */
  issuer: v.pipe(v.number(), v.integer(), v.minValue(1)),
  issued_by: BothLanguages,
  number: v.nullable(v.string()),
  date: v.nullable(v.pipe(v.string(), v.isoDate())),
  date_note: BothLanguages,
  period: v.strictObject({ from: year, to: year }),
  /** original: read from the document itself; secondary: from others who quote it. */
  mark: v.picklist(['original', 'secondary']),
  targets: v.pipe(v.array(Target), v.minLength(1)),
});
export type Plan = v.InferOutput<typeof Plan>;

/** The flags that a target's own numbers call for; `two-in-one` is seen only by a reader of the sentence. */
export function flagsOf(target: Pick<Target, 'value' | 'operator' | 'measure'>): TargetFlag[] {
  if (target.value === null) return ['unquantified'];
  const most = target.operator === '>' ? target.value >= 100 : target.value > 100;
  return target.measure === 'percent' && most ? ['over-100-percent'] : [];
}
