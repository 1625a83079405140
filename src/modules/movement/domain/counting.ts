import type { Indicator } from './indicator.ts';
import { weekOf } from './week.ts';

/** A confirmation as its module publishes it. Days `YYYY-MM-DD` in Vietnam. */
export interface Confirmation {
  readonly credentialId: string;
  readonly group: string;
  /** The rules by which it was given, `id@version`. */
  readonly ruleSet: string;
  readonly issuedOn: string;
  readonly revoked: boolean;
}

/** Where people are counted whose home is not known: part of the nation and of nothing smaller. */
export const UNKNOWN_HOME = 0;

/** Waiting changes are counted so far and no further: after a flood a page must not count the flood. */
export const MANY_WAITING = 10_000;

export interface Fact {
  readonly indicator: string;
  readonly unitId: number;
  readonly group: string;
  readonly ruleSet: string;
  readonly since: string;
  readonly credentialId: string;
}

/** What one changed fact does to a unit's figure. */
export interface Delta {
  readonly unitId: number;
  readonly indicator: string;
  readonly group: string;
  readonly ruleSet: string;
  readonly week: string;
  readonly d: -1 | 1;
}

/**
 * What a person counts for: each computed indicator at most once, by her earliest valid confirmation.
 *
 * @param unitId her home commune, {@link UNKNOWN_HOME} without one
 * @returns by indicator, in the order of the indicators
 */
export function countPerson(
  confirmations: readonly Confirmation[],
  unitId: number,
  indicators: readonly Indicator[],
): Fact[] {
  const valid = confirmations.filter((one) => !one.revoked).sort(byDayThenId);
  return indicators.flatMap((indicator) => {
    const first = valid.find((one) => indicator.counts.includes(one.group));
    return first
      ? [
          {
            indicator: indicator.code,
            unitId,
            group: first.group,
            ruleSet: first.ruleSet,
            since: first.issuedOn,
            credentialId: first.credentialId,
          },
        ]
      : [];
  });
}

function byDayThenId(left: Confirmation, right: Confirmation): number {
  if (left.issuedOn !== right.issuedOn) return left.issuedOn < right.issuedOn ? -1 : 1;
  return left.credentialId < right.credentialId ? -1 : left.credentialId > right.credentialId ? 1 : 0;
}

/** What leads from the facts before to the facts after; empty when nothing that is counted has changed. */
export function compareFacts(before: readonly Fact[], after: readonly Fact[]): Delta[] {
  const deltas: Delta[] = [];
  for (const indicator of new Set([...before, ...after].map((fact) => fact.indicator))) {
    const old = before.find((fact) => fact.indicator === indicator);
    const next = after.find((fact) => fact.indicator === indicator);
    if (old && next && cellOf(old) === cellOf(next)) continue;
    if (old) deltas.push(toDelta(old, -1));
    if (next) deltas.push(toDelta(next, 1));
  }
  return deltas;
}

const cellOf = (fact: Fact) => `${fact.unitId} ${fact.group} ${weekOf(fact.since)} ${fact.ruleSet}`;
const toDelta = (fact: Fact, d: -1 | 1): Delta => ({
  unitId: fact.unitId,
  indicator: fact.indicator,
  group: fact.group,
  ruleSet: fact.ruleSet,
  week: weekOf(fact.since),
  d,
});
