import { splitName } from '../domain/name.ts';
import type { UnitSummary } from '../domain/contract.ts';

const vietnamese = new Intl.Collator('vi', { numeric: true });

/** In the order of a Vietnamese dictionary, by their own names. */
export function byName(units: readonly UnitSummary[]): UnitSummary[] {
  return units
    .map((unit) => ({ unit, own: splitName(unit.name).shortName }))
    .sort((left, right) => vietnamese.compare(left.own, right.own) || left.unit.id - right.unit.id)
    .map(({ unit }) => unit);
}
