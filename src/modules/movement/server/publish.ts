import { NATION_ID, type Tree } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { shortDigest } from '#platform/content/digest.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { UNKNOWN_HOME } from '../domain/counting.ts';
import type { Indicator } from '../domain/indicator.ts';
import { hideCells, publishShare, type Before, type Node } from '../domain/publish.ts';
import { indicatorsOf, policyOf } from './content.ts';
import { foldAll } from './fold.ts';
import { denominatorOf, isCounted, populationsOf, type Populations } from './populations.ts';
import {
  deleteSnapshot,
  findSnapshot,
  insertSnapshot,
  listAllTotals,
  listPublished,
  type Published,
} from './publications.store.ts';
import type { MovementTables } from './tables.ts';

/**
 * Freezes today's figures for the public: what is small, and what would tell it, is marked hidden once and for all.
 * A day is frozen once; asked again, nothing changes.
 *
 * @param options.again make today's anew; refused outside demonstrations
 */
export async function publish(
  services: Services,
  say: (line: string) => void = () => {},
  options: { readonly again?: boolean } = {},
): Promise<{ readonly day: string; readonly cells: number; readonly hidden: number } | undefined> {
  const day = vietnamDay(services.now());
  const last = await findSnapshot(services.db);
  const again = options.again === true && services.config.demo;
  if (last?.day === day && !again) return undefined;
  await foldAll(services);
  const content = services.content();
  const policy = policyOf(content);
  const indicators = indicatorsOf(content).filter((one) => one.source === 'computed');
  const [tree, populations] = await Promise.all([treeOf(services.db), populationsOf(services.db)]);
  const totals = await listAllTotals(services.db);
  if (totals.length === 0 && !last) return undefined;
  const past = last && last.day !== day ? await listPublished(services.db, last.day) : [];
  const rows = indicators.flatMap((indicator) => {
    const nums = new Map(
      totals.flatMap((one) => (one.indicator === indicator.code ? [[one.unit_id, one.num]] : [])),
    );
    const before = new Map<number, Before>(
      past.flatMap((row) => (row.indicator === indicator.code ? [[row.unit_id, row]] : [])),
    );
    const root = nodeOf(tree, NATION_ID, nums);
    const states = hideCells(root, policy, before);
    return [...states]
      .filter(([unitId, state]) => state !== 'shown' || nums.has(unitId))
      .map(([unitId, state]) => ({
        day,
        unit_id: unitId,
        indicator: indicator.code,
        num: nums.get(unitId) ?? 0,
        state,
        ...shareOf(populations, tree, unitId, indicator, nums.get(unitId) ?? 0, day),
      }));
  });
  await services.db.transaction().execute(async (tx: Tx<MovementTables>) => {
    if (again) await deleteSnapshot(tx, day);
    const digest = shortDigest(JSON.stringify([policy, indicators]));
    await insertSnapshot(tx, { day, made_at: services.now(), policy: digest }, rows);
  });
  const hidden = rows.filter((row) => row.state !== 'shown').length;
  say(`Published ${day}: ${rows.length} figures, ${hidden} of them hidden.`);
  return { day, cells: rows.length, hidden };

  function shareOf(
    held: Populations,
    units: Tree,
    unitId: number,
    indicator: Indicator,
    num: number,
    on: string,
  ): Pick<Published, 'denominator' | 'population_year' | 'percent' | 'percent_edge'> {
    const people = denominatorOf(held, units, unitId, indicator.group, Number(on.slice(0, 4)));
    const { percent, edge } = publishShare(num, people?.value ?? null, policy);
    return {
      denominator: people?.value ?? null,
      population_year: people?.year ?? null,
      percent,
      percent_edge: edge,
    };
  }
}

function nodeOf(tree: Tree, unitId: number, nums: ReadonlyMap<number, number>): Node {
  const children = tree
    .children(unitId)
    .filter(isCounted)
    .map((child) => nodeOf(tree, child.id, nums));
  const unknown = { unitId: UNKNOWN_HOME, num: nums.get(UNKNOWN_HOME) ?? 0, children: [] };
  return {
    unitId,
    num: nums.get(unitId) ?? 0,
    children: unitId === NATION_ID ? [...children, unknown] : children,
  };
}
