import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { MovementTables } from './tables.ts';
import { ways } from './ways.store.ts';

type Reader = Db<MovementTables> | Tx<MovementTables>;

/** Deltas that one statement takes away: enough that the sums of the units above are written once for many. */
export const FOLD_BATCH = 50_000;

/** Where a delta stands in the order of folding. */
export interface DeltaKey {
  readonly part_key: number;
  readonly id: string;
}

/** Before every delta. */
export const FIRST_DELTA: DeltaKey = { part_key: -1, id: '00000000-0000-0000-0000-000000000000' };

/**
 * Takes the next deltas after a key away and adds them to the figures of their units and of all units above, in one
 * statement: a delta is either still waiting or counted, never both, never neither. Going on from the last key spares
 * looking again through what was taken before.
 *
 * @returns how many were folded, and the key to go on from; null when none is left after it
 */
export async function foldDeltas(
  db: Reader,
  treeId: number,
  after: DeltaKey,
  limit = FOLD_BATCH,
): Promise<{ readonly folded: number; readonly last: DeltaKey | null }> {
  const { rows: bounds } = await sql<DeltaKey>`
    SELECT part_key, id FROM movement.deltas WHERE (part_key, id) > (${after.part_key}, ${after.id}::uuid)
    ORDER BY part_key, id OFFSET ${limit - 1} LIMIT 1`.execute(db);
  const last = bounds[0] ?? null;
  const until = last ? sql`AND (part_key, id) <= (${last.part_key}, ${last.id}::uuid)` : sql``;
  const { rows } = await sql<{ folded: number }>`
    WITH batch AS (
      DELETE FROM movement.deltas WHERE (part_key, id) > (${after.part_key}, ${after.id}::uuid) ${until}
      RETURNING unit_id, indicator, group_code, week, rule_set, d
    ), leaves AS (
      SELECT unit_id, indicator, group_code, week, rule_set, sum(d) AS d, count(*) AS taken
      FROM batch GROUP BY unit_id, indicator, group_code, week, rule_set
    ), added AS (
      SELECT w.ancestor_id AS unit_id, b.indicator, b.group_code, b.week, b.rule_set, sum(b.d) AS d
      FROM leaves b JOIN (${ways(treeId)}) w ON w.descendant_id = b.unit_id
      GROUP BY w.ancestor_id, b.indicator, b.group_code, b.week, b.rule_set
    ), kept AS (
      INSERT INTO movement.figures (part_key, unit_id, indicator, group_code, week, rule_set, num)
      SELECT coalesce(u.part_key, 0), a.unit_id, a.indicator, a.group_code, a.week, a.rule_set, a.d
      FROM added a LEFT JOIN organisations.pub_units u ON u.id = a.unit_id
      WHERE a.d <> 0
      ORDER BY 1, 2, 3, 4, 5, 6
      ON CONFLICT (part_key, unit_id, indicator, group_code, week, rule_set)
        DO UPDATE SET num = movement.figures.num + excluded.num
    ), summed AS (
      INSERT INTO movement.totals (part_key, unit_id, indicator, year, num)
      SELECT coalesce(u.part_key, 0), y.unit_id, y.indicator, y.year, y.d FROM (
        SELECT unit_id, indicator, date_part('year', week)::int AS year, sum(d) AS d
        FROM added GROUP BY unit_id, indicator, date_part('year', week)::int
      ) y LEFT JOIN organisations.pub_units u ON u.id = y.unit_id
      WHERE y.d <> 0
      ORDER BY 1, 2, 3, 4
      ON CONFLICT (part_key, unit_id, indicator, year) DO UPDATE SET num = movement.totals.num + excluded.num
    )
    SELECT coalesce(sum(taken), 0) AS folded FROM leaves`.execute(db);
  return { folded: Number(rows[0]?.folded ?? 0), last };
}

/** Folds everything that waits at the moment. @returns how many deltas */
export async function foldWaiting(db: Reader, treeId: number): Promise<number> {
  let folded = 0;
  for (let after: DeltaKey | null = FIRST_DELTA; after;) {
    const done: Awaited<ReturnType<typeof foldDeltas>> = await foldDeltas(db, treeId, after);
    folded += done.folded;
    after = done.last;
  }
  return folded;
}
