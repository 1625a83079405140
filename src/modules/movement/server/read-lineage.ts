import type { Context } from '#platform/http/context.ts';
import { entriesOf } from '#platform/content/release.ts';
import type { Lineage } from '../domain/contract.ts';
import { UNKNOWN_HOME } from '../domain/counting.ts';
import { refuse } from '../domain/refusals.ts';
import { indicatorKind, indicatorsOf, populationGroupsOf } from './content.ts';
import { countDeltas } from './facts.store.ts';
import { findLastRun, listFigures, listFiguresByGroup } from './figures.store.ts';
import { denominatorOf } from './populations.ts';
import { measure, requireFigures, viewRun } from './read-overview.ts';
import { nameOf, viewTargets } from './targets.ts';
import type { MovementTables } from './tables.ts';

/** How a figure comes about. Sums only: no person is named or can be opened from here. */
export async function readLineage(
  context: Context<MovementTables>,
  unitId: number,
  code: string,
): Promise<Lineage> {
  const unit = await requireFigures(context, unitId);
  const release = context.content();
  const indicator = indicatorsOf(release).find((one) => one.code === code) ?? refuse('not-found');
  const { db } = context;
  const measuring = await measure(context);
  const [rows, unknown, waiting, lastRun] = await Promise.all([
    listFiguresByGroup(db, unit, code),
    listFigures(db, [{ id: UNKNOWN_HOME, partKey: 0 }]),
    countDeltas(db),
    findLastRun(db),
  ]);
  const months = new Map<string, { month: string; group: string; ruleSet: string; num: number }>();
  for (const { week, group_code: group, rule_set: ruleSet, num } of rows) {
    const month = week.slice(0, 7);
    const key = `${month} ${group} ${ruleSet}`;
    const known = months.get(key);
    months.set(key, { month, group, ruleSet, num: (known?.num ?? 0) + num });
  }
  const targets = viewTargets(measuring, unit.id, (one) => (one === code ? rows : [])).filter(
    (target) => target.indicator.code === code,
  );
  const year = Number(measuring.today.slice(0, 4));
  const groups = new Set([indicator.group, ...targets.map((target) => target.group.code)]);
  return {
    unit: nameOf(unit),
    indicator: { ...indicator, counts: [...indicator.counts] },
    num: indicator.source === 'computed' ? rows.reduce((sum, row) => sum + row.num, 0) : null,
    months: [...months.values()],
    unknownHome: unknown.reduce((sum, row) => (row.indicator === code ? sum + row.num : sum), 0),
    waiting,
    lastRun: viewRun(lastRun),
    denominators: populationGroupsOf(release)
      .filter((group) => groups.has(group.code))
      .map((group) => ({
        group,
        value: denominatorOf(measuring.populations, measuring.tree, unit.id, group.code, year),
      })),
    targets,
    definition: entriesOf(release, indicatorKind)[0]?.value.source ?? '',
    release: release.id,
  };
}
