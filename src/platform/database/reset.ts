import type pg from 'pg';
import { grantAll } from './migrate.ts';

/** A freshly migrated database: what its migrations left in the tables, and its views. */
export interface Fresh {
  readonly schemas: readonly string[];
  readonly tables: readonly { readonly name: string; readonly rows: string | null }[];
  /** In the order in which they were made. */
  readonly views: readonly { readonly name: string; readonly definition: string }[];
}

const OURS = "nspname IN (SELECT DISTINCT split_part(name, '/', 1) FROM platform.migrations)";
const SYSTEM = `nspname NOT LIKE 'pg\\_%' AND nspname NOT LIKE 'citus%' AND nspname NOT LIKE 'columnar%'
  AND nspname <> 'information_schema'`;

const listRelations = async (client: pg.ClientBase, kinds: string) =>
  (
    await client.query<{ name: string; definition: string | null }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name,
         CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END AS definition
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = ANY($1::"char"[]) AND NOT c.relispartition AND n.${OURS} ORDER BY c.oid`,
      [kinds.split('')],
    )
  ).rows;

const listSchemas = async (client: pg.ClientBase) =>
  (await client.query<{ name: string }>(`SELECT nspname AS name FROM pg_namespace WHERE ${SYSTEM}`)).rows.map(
    ({ name }) => name,
  );

export async function readFresh(client: pg.ClientBase): Promise<Fresh> {
  const tables: { name: string; rows: string | null }[] = [];
  for (const { name } of await listRelations(client, 'rp')) {
    if (name === 'platform.migrations') continue;
    const { rows } = await client.query<{ rows: string | null }>(
      `SELECT jsonb_agg(to_jsonb(t))::text AS rows FROM ${name} t`,
    );
    tables.push({ name, rows: rows[0]!.rows });
  }
  const views = await listRelations(client, 'v');
  return {
    schemas: await listSchemas(client),
    tables,
    views: views.map(({ name, definition }) => ({ name, definition: definition! })),
  };
}

/** Makes the database as it was when it was fresh: where none can be cloned, each test file begins so. */
export async function resetTo(client: pg.Client, fresh: Fresh): Promise<void> {
  const known = new Set([...fresh.schemas, ...fresh.tables.map(({ name }) => name), 'platform.migrations']);
  for (const name of await listSchemas(client))
    if (!known.has(name)) await client.query(`DROP SCHEMA ${client.escapeIdentifier(name)} CASCADE`);
  for (const { name } of await listRelations(client, 'v'))
    await client.query(`DROP VIEW IF EXISTS ${name} CASCADE`);
  for (const { name } of await listRelations(client, 'rp'))
    if (!known.has(name)) await client.query(`DROP TABLE ${name} CASCADE`);
  await client.query(`TRUNCATE ${fresh.tables.map(({ name }) => name).join(', ')} CASCADE`);
  for (const { name, rows } of fresh.tables)
    if (rows !== null)
      await client.query(
        `INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(null::${name}, $1::jsonb)`,
        [rows],
      );
  for (const { name, definition } of fresh.views) await client.query(`CREATE VIEW ${name} AS ${definition}`);
  await grantAll(client);
}
