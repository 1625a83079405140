import type pg from 'pg';
import { readCatalogue } from './catalogue.ts';
import {
  planDistribution,
  remainingSteps,
  type DistributionPlan,
  type ForeignKey,
  type Place,
  type Placed,
} from './distribution.ts';
import { Obstacle } from './explain.ts';

/** Foreign keys that are away while tables are moved: after a break the next run puts them back. */
const RESTING = 'platform.resting_foreign_keys';

/** What holds on one node whatever the modules say: the history of migrations, leases, and the keys that rest. */
export const PLATFORM_RULES: Readonly<Record<string, string>> = {
  'platform.migrations': 'local',
  'platform.leases': 'local',
};

export interface Distributed {
  readonly placed: number;
  /** Foreign keys put back. */
  readonly restored: number;
}

/**
 * The plan for the tables of the database.
 *
 * @throws Obstacle when a cluster would refuse it, a line for each fault
 */
export async function readPlan(
  client: pg.ClientBase,
  rules: Readonly<Record<string, string>>,
): Promise<DistributionPlan> {
  const plan = planDistribution(await withoutResting(client), { ...PLATFORM_RULES, ...rules });
  if (plan.faults.length > 0)
    throw new Obstacle(`These tables cannot be laid on a cluster:\n${plan.faults.join('\n')}`);
  return plan;
}

async function withoutResting(client: pg.ClientBase) {
  const { tables, foreignKeys } = await readCatalogue(client);
  return { foreignKeys, tables: tables.filter(({ name }) => name !== RESTING) };
}

/**
 * Lays the tables on the cluster: foreign keys away, tables placed with what they hold, foreign keys back. Each step
 * stands by itself, so that a run that broke off is finished by the next; the second run finds nothing to do. The
 * program should not be running.
 *
 * @param rules by table, from every module's `distribution`
 * @throws Obstacle a server without Citus, a cluster that is not set up, a table that lies elsewhere
 */
export async function distribute(
  client: pg.ClientBase,
  rules: Readonly<Record<string, string>>,
  say: (line: string) => void = () => {},
  cluster = citus,
): Promise<Distributed> {
  await cluster.require(client);
  const plan = await readPlan(client, rules);
  const steps = remainingSteps(plan, await withoutResting(client), await cluster.listPlaced(client));
  if (steps.faults.length > 0)
    throw new Obstacle(`${steps.faults.join('\n')}\nTake them back first: SELECT undistribute_table('…')`);
  await rest(client, steps.away);
  for (const { table, place, with: beside } of steps.place) {
    await cluster.place(client, table, place, beside);
    say(`${table}: ${place.kind === 'distributed' ? `by ${place.column}` : place.kind}`);
  }
  return { placed: steps.place.length, restored: await wake(client) };
}

/** Written down before they are dropped. */
async function rest(client: pg.ClientBase, keys: readonly ForeignKey[]): Promise<void> {
  if (keys.length === 0) return;
  await client.query('BEGIN');
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${RESTING} (table_name text, name text, definition text, PRIMARY KEY (table_name, name))`,
  );
  for (const { table, name, definition } of keys) {
    await client.query(`INSERT INTO ${RESTING} VALUES ($1, $2, $3)`, [table, name, definition]);
    await client.query(
      `ALTER TABLE ${quoted(client, table)} DROP CONSTRAINT ${client.escapeIdentifier(name)}`,
    );
  }
  await client.query('COMMIT');
}

async function wake(client: pg.ClientBase): Promise<number> {
  const { rows: there } = await client.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [RESTING]);
  if (there.length === 0) return 0;
  const { rows } = await client.query<{ table_name: string; name: string; definition: string }>(
    `SELECT table_name, name, definition FROM ${RESTING} ORDER BY table_name, name`,
  );
  for (const { table_name: table, name, definition } of rows) {
    await client.query(
      `ALTER TABLE ${quoted(client, table)} ADD CONSTRAINT ${client.escapeIdentifier(name)} ${definition}`,
    );
    await client.query(`DELETE FROM ${RESTING} WHERE table_name = $1 AND name = $2`, [table, name]);
  }
  await client.query(`DROP TABLE ${RESTING}`);
  return rows.length;
}

const quoted = (client: pg.ClientBase, table: string) =>
  table
    .split('.')
    .map((part) => client.escapeIdentifier(part))
    .join('.');

/** How a cluster is asked and told. */
export interface Cluster {
  /** @throws Obstacle why tables cannot be laid here */
  require(client: pg.ClientBase): Promise<void>;
  listPlaced(client: pg.ClientBase): Promise<Placed[]>;
  /** @param beside the table that its parts must lie together with; null: with none */
  place(client: pg.ClientBase, table: string, place: Place, beside: string | null): Promise<void>;
}

const CITUS = 11;

/** Citus 11 or newer, by its own functions. */
export const citus: Cluster = {
  require: async (client) => {
    const { rows } = await client.query<{ installed: string | null }>(
      `SELECT e.extversion AS installed FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name
       WHERE a.name = 'citus'`,
    );
    if (rows.length === 0)
      throw new Obstacle(
        'This PostgreSQL has no Citus: tables are spread on a cluster only, and one server needs no spreading. Nothing was changed.',
      );
    const { installed } = rows[0]!;
    if (installed === null)
      throw new Obstacle(
        'Citus is installed here and not switched on in this database: let a superuser run CREATE EXTENSION citus. Nothing was changed.',
      );
    if (Number.parseInt(installed, 10) < CITUS)
      throw new Obstacle(`Citus ${CITUS} or newer is needed, this is ${installed}. Nothing was changed.`);
    const nodes = await client.query<{ coordinator: boolean; holders: number }>(
      `SELECT coalesce(bool_or(groupid = 0), false) AS coordinator,
         count(*) FILTER (WHERE shouldhaveshards AND isactive)::int AS holders FROM pg_dist_node`,
    );
    const { coordinator, holders } = nodes.rows[0]!;
    if (!coordinator)
      throw new Obstacle(
        "The cluster does not know its coordinator: run SELECT citus_set_coordinator_host('<its address>'). Nothing was changed.",
      );
    if (holders === 0)
      throw new Obstacle(
        "No node of the cluster may hold rows: add one with SELECT citus_add_node('<address>', 5432). Nothing was changed.",
      );
    // Tables that are tied by foreign keys are moved one after the other.
    await client.query("SET citus.multi_shard_modify_mode = 'sequential'");
  },
  listPlaced: async (client) => {
    const { rows } = await client.query<{ table: string; kind: string; column: string }>(
      `SELECT n.nspname || '.' || c.relname AS "table", t.citus_table_type AS kind, t.distribution_column AS column
       FROM citus_tables t JOIN pg_class c ON c.oid = t.table_name JOIN pg_namespace n ON n.oid = c.relnamespace`,
    );
    return rows.map(({ table, kind, column }) => ({
      table,
      place:
        kind === 'distributed'
          ? { kind, column }
          : { kind: kind === 'reference' ? ('reference' as const) : ('local' as const) },
    }));
  },
  place: async (client, table, place, beside) => {
    const name = quoted(client, table);
    if (place.kind === 'reference') await client.query('SELECT create_reference_table($1::regclass)', [name]);
    if (place.kind === 'distributed')
      await client.query(
        'SELECT create_distributed_table($1::regclass, $2::text, colocate_with => $3::text)',
        [name, place.column, beside === null ? 'none' : quoted(client, beside)],
      );
    // What was on the coordinator has been copied and is hidden now: it goes.
    await client.query('SELECT truncate_local_data_after_distributing_table($1::regclass)', [name]);
  },
};
