/**
 * The same sums as plain SQL in tables of its own: facts counted up the tree into cells without a key, and deltas added
 * to figures. No comparison with what was there, no record of the run, nothing that waits or repeats.
 */
import type pg from 'pg';

const cells = `part_key int NOT NULL, unit_id int NOT NULL, indicator text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL, week date NOT NULL, rule_set text COLLATE "C" NOT NULL, num bigint NOT NULL`;

export async function layBare(owner: pg.Client): Promise<void> {
  await owner.query(`
    CREATE SCHEMA bare;
    CREATE TABLE bare.cells (${cells});
    CREATE TABLE bare.figures (${cells}, PRIMARY KEY (part_key, unit_id, indicator, group_code, week, rule_set));
    CREATE TABLE bare.deltas (LIKE movement.deltas INCLUDING ALL);
    CREATE TABLE bare.ways AS
      SELECT t.ancestor_id, t.descendant_id, u.part_key FROM organisations.pub_tree t
      JOIN organisations.units u ON u.id = t.ancestor_id
      WHERE tree_id = (SELECT max(id) FROM organisations.tree_versions WHERE valid_to = '9999-12-31')
      UNION ALL SELECT 0, 0, 0 UNION ALL SELECT 1, 0, part_key FROM organisations.units WHERE id = 1;
    CREATE INDEX ON bare.ways (descendant_id);
    ANALYZE bare.ways`);
}

/** @returns seconds */
export async function rebuildBare(owner: pg.Client): Promise<number> {
  await owner.query('TRUNCATE bare.cells');
  const started = performance.now();
  await owner.query(`BEGIN; SET LOCAL work_mem = '256MB';
    INSERT INTO bare.cells (part_key, unit_id, indicator, group_code, week, rule_set, num)
    SELECT w.part_key, w.ancestor_id, f.indicator, f.group_code, f.week, f.rule_set, sum(f.num) FROM (
      SELECT unit_id, indicator, group_code, since - (since - date '1900-01-01') % 7 AS week, rule_set, count(*) AS num
      FROM movement.facts GROUP BY 1, 2, 3, 4, 5) f
    JOIN bare.ways w ON w.descendant_id = f.unit_id GROUP BY 1, 2, 3, 4, 5, 6;
    COMMIT`);
  return (performance.now() - started) / 1000;
}

/** The deltas and figures of the moment, for {@link foldBare}. */
export async function copyWaiting(owner: pg.Client): Promise<number> {
  await owner.query('TRUNCATE bare.figures, bare.deltas');
  await owner.query(
    'INSERT INTO bare.figures SELECT part_key, unit_id, indicator, group_code, week, rule_set, num FROM movement.figures',
  );
  const { rowCount } = await owner.query('INSERT INTO bare.deltas SELECT * FROM movement.deltas');
  await owner.query('VACUUM (ANALYZE) bare.deltas, bare.figures, movement.deltas, movement.figures');
  return rowCount ?? 0;
}

/** Folds the first `limit` deltas. @returns seconds */
export async function foldBare(owner: pg.Client, limit: number): Promise<number> {
  const started = performance.now();
  await owner.query(
    `WITH b AS (
       DELETE FROM bare.deltas WHERE (part_key, id) IN (SELECT part_key, id FROM bare.deltas ORDER BY part_key, id LIMIT $1)
       RETURNING unit_id, indicator, group_code, week, rule_set, d)
     INSERT INTO bare.figures (part_key, unit_id, indicator, group_code, week, rule_set, num)
     SELECT w.part_key, w.ancestor_id, b.indicator, b.group_code, b.week, b.rule_set, sum(b.d)
     FROM b JOIN bare.ways w ON w.descendant_id = b.unit_id GROUP BY 1, 2, 3, 4, 5, 6
     ON CONFLICT (part_key, unit_id, indicator, group_code, week, rule_set) DO UPDATE SET num = bare.figures.num + excluded.num`,
    [limit],
  );
  return (performance.now() - started) / 1000;
}

/** Cells in which both ways disagree. */
export async function countDifferences(owner: pg.Client, left: string, right: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${left} l FULL JOIN ${right} r
       USING (part_key, unit_id, indicator, group_code, week, rule_set) WHERE coalesce(l.num, 0) <> coalesce(r.num, 0)`,
  );
  return rows[0]!.n;
}
