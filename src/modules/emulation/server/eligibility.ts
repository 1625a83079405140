import type { Unit } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { knownForms, knownNumbers, verificationsOf, type KnownForm } from '#modules/reporting/server.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { eligibilityOf, growthOf, type Eligibility, type Rule } from '../domain/commendation.ts';
import type { Asking } from './rights.ts';

const shareOf = (number: { readonly num: number; readonly den: number | null } | undefined): number | null =>
  number?.den ? number.num / number.den : null;

/** Periods that a rule can be held against: their data are closed, the newest first. */
export const periodsOf = (context: Asking, rule: Pick<Rule, 'form'>): KnownForm[] => {
  const today = vietnamDay(context.now());
  return knownForms(context.content(), today).filter(
    ({ form, period }) => form.id === rule.form && period.cutOff < today,
  );
};

/** Whether units may be proposed by a rule in a period, each held against those beside it. */
export async function eligibilities(
  context: Asking,
  rule: Rule,
  periodKey: string,
  units: readonly Unit[],
): Promise<ReadonlyMap<number, Eligibility>> {
  const today = vietnamDay(context.now());
  const periods = periodsOf(context, rule);
  const at = periods.findIndex(({ period }) => period.key === periodKey);
  const now = periods[at];
  if (!now || units.length === 0) return new Map();
  const before = periods[at + 1];
  const tree = await treeOf(context.db);
  const parent = units[0]!.parentId;
  const beside =
    parent === null ? units : tree.children(parent).filter(({ kind }) => kind === units[0]!.kind);
  const all = [...new Map([...units, ...beside].map((unit) => [unit.id, unit])).values()];
  const [held, earlier, verified] = await Promise.all([
    knownNumbers(context as never, all, now, today),
    before ? knownNumbers(context as never, all, before, today) : null,
    verificationsOf(context as never, units, now, rule.cell),
  ]);
  const shares = new Map(
    all.map(({ id }) => [
      id,
      {
        now: shareOf(held.get(id)?.get(rule.cell)),
        before: shareOf(earlier?.get(id)?.get(rule.cell)),
      },
    ]),
  );
  return new Map(
    units.map(({ id }) => [
      id,
      eligibilityOf(rule, {
        ...shares.get(id)!,
        rechecked: verified.get(id)?.rechecked ?? null,
        recounted: verified.get(id)?.recounted ?? null,
        beside: beside.flatMap((other) => {
          const growth = other.id === id ? null : growthOf(shares.get(other.id)!);
          return growth === null ? [] : [growth];
        }),
      }),
    ]),
  );
}
