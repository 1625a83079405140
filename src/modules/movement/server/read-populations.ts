import { hasRole, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { populationGroupsOf } from './content.ts';
import { IMPORTERS, toView } from './import-populations.ts';
import { isCounted, populationsOf } from './populations.ts';
import { listBatches } from './populations.store.ts';
import { requireFigures } from './read-overview.ts';
import { nameOf } from './targets.ts';
import type { MovementTables } from './tables.ts';

const MOST_BATCHES = 30;

/** Numbers of people of a unit and of the units directly below it, with their sources. */
export async function readPopulations(context: Context<MovementTables>, unitId: number) {
  const unit = await requireFigures(context, unitId);
  const tree = await treeOf(context.db);
  const groups = populationGroupsOf(context.content());
  const populations = await populationsOf(context.db);
  const units = [unit, ...tree.children(unit.id).filter(isCounted)];
  const values = units.flatMap((one) =>
    groups.flatMap((group) =>
      populations.stated(one.id, group.code).map((stated) => ({
        unit: nameOf(one),
        group: group.code,
        year: stated.year,
        value: stated.value,
        source: stated.source,
        sourceDate: stated.source_date,
      })),
    ),
  );
  const main = groups[0]?.code ?? '';
  return {
    unit: nameOf(unit),
    groups: [...groups],
    values,
    missing: units.filter((one) => populations.stated(one.id, main).length === 0).length,
    batches: (await listBatches(context.db, unit.id, MOST_BATCHES)).map(toView),
    mayImport: await hasRole(context, IMPORTERS, unit.id),
  };
}
