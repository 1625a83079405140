import { NATION_ID } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { PublicCell, PublicFigures } from '../domain/contract.ts';
import { UNKNOWN_HOME } from '../domain/counting.ts';
import { refuse } from '../domain/refusals.ts';
import { indicatorsOf, policyOf } from './content.ts';
import { isCounted } from './populations.ts';
import { findSnapshot, listPublished, type Published } from './publications.store.ts';
import { headlineOf } from './read-overview.ts';
import { nameOf } from './targets.ts';
import type { MovementTables } from './tables.ts';

/** A frozen figure as it may leave: of a hidden one nothing but that it is hidden, and not why. */
function toCell(row: Published | undefined): PublicCell {
  if (row && row.state !== 'shown') return HIDDEN;
  if (!row) return { ...HIDDEN, state: 'shown', num: 0 };
  return {
    state: 'shown',
    num: row.num,
    percent: row.percent,
    edge: row.percent_edge,
    denominator: row.denominator,
    populationYear: row.population_year,
  };
}
const HIDDEN: PublicCell = {
  state: 'hidden',
  num: null,
  percent: null,
  edge: '',
  denominator: null,
  populationYear: null,
};

/** The newest frozen figures of a unit and of the units directly below it. */
export async function readPublic(
  { db, content }: Context<MovementTables>,
  unitId: number,
): Promise<PublicFigures> {
  const tree = await treeOf(db);
  const unit = tree.find(unitId);
  const snapshot = await findSnapshot(db);
  if (!unit || !isCounted(unit) || !snapshot) return refuse('nothing-published');
  const parts = tree.children(unit.id).filter(isCounted);
  const ids = [unit.id, UNKNOWN_HOME, ...parts.map((part) => part.id)];
  const rows = await listPublished(db, snapshot.day, ids);
  const indicators = indicatorsOf(content()).filter((one) => one.source === 'computed');
  const headline = headlineOf(indicators);
  const cell = (id: number, indicator: string) =>
    toCell(rows.find((row) => row.unit_id === id && row.indicator === indicator));
  const byUnit = new Map(
    rows.flatMap((row) => (row.indicator === headline.code ? [[row.unit_id, row] as const] : [])),
  );
  const policy = policyOf(content());
  return {
    unit: nameOf(unit),
    path: tree.ancestors(unit.id).map(nameOf),
    day: snapshot.day,
    hideBelow: policy.hide_below,
    leastDenominator: policy.percent.least_denominator,
    policySource: policy.source,
    figures: indicators.map((indicator) => ({
      code: indicator.code,
      name: indicator.name,
      short: indicator.short,
      headline: indicator.headline,
      cell: cell(unit.id, indicator.code),
    })),
    parts:
      parts.length > 0
        ? {
            kind: parts[0]!.kind,
            rows: parts.map((part) => ({ ...nameOf(part), cell: toCell(byUnit.get(part.id)) })),
          }
        : null,
    unknownHome: unit.id === NATION_ID ? toCell(byUnit.get(UNKNOWN_HOME)) : null,
  };
}
