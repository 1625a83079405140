import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { APP_ROLE } from './connect.ts';
import { Obstacle } from './explain.ts';

export interface Migration {
  /** `module/NNNN-verb-object` */
  readonly name: string;
  readonly sql: string;
}

/** Any number no other program locks by; it keeps two starting servers from migrating at once (one database only). */
const MIGRATION_LOCK = 7_570_429;

/**
 * All migrations in order: the platform first, then each module in the order of need, each by number.
 *
 * @param root the project's folder
 * @param modules names, each after those it needs
 */
export function listMigrations(root: string, modules: readonly string[]): Migration[] {
  const folders = [
    ['platform', 'src/platform'],
    ...modules.map((name) => [name, `src/modules/${name}`]),
  ] as const;
  return folders.flatMap(([name, folder]) =>
    globSync(join(root, folder, 'migrations/*.sql'))
      .sort()
      .map((file) => ({ name: `${name}/${basename(file, '.sql')}`, sql: readFileSync(file, 'utf8') })),
  );
}

/**
 * Applies what is missing, each in a transaction of its own, and refuses a history that was rewritten.
 *
 * @returns the names applied now
 * @throws Error when an applied migration's text has changed, or the server is older than PostgreSQL 15
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[],
  say: (line: string) => void = () => {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  // Told by the query that it breaks.
  client.on('error', () => {});
  await client.connect();
  try {
    await lockMigrations(client);
    await prepareDatabase(client);
    const done = await client.query<{ name: string; digest: string }>(
      'SELECT name, digest FROM platform.migrations',
    );
    const applied = new Map(done.rows.map((row) => [row.name, row.digest]));
    refuseNewerDatabase(applied, migrations);
    const waiting = migrations.filter((one) => !applied.has(one.name)).length;
    if (waiting > 0) say(`Preparing the database (${waiting} steps)…`);
    const fresh: string[] = [];
    for (const migration of migrations) {
      const digest = digestOf(migration);
      const before = applied.get(migration.name);
      if (before === digest) continue;
      if (before) {
        throw new Obstacle(
          `Migration ${migration.name} was changed after it had been applied: this database belongs to another version of the program`,
        );
      }
      await apply(client, migration);
      fresh.push(migration.name);
    }
    await grantAll(client);
    return fresh;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Keeps others from migrating until this connection ends. @throws Obstacle the server is older than PostgreSQL 15 */
export async function lockMigrations(client: pg.Client): Promise<void> {
  await refuseOldServer(client);
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Number(rows[0]?.server_version_num ?? 0);
  if (version >= 150_000) return;
  throw new Obstacle(`PostgreSQL 15 or newer is needed, this server is ${Math.floor(version / 10_000)}`);
}

/** A program that is older than its database does not know what it would break. */
function refuseNewerDatabase(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((one) => one.name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name)).sort();
  if (unknown.length === 0) return;
  throw new Obstacle(
    `This database was made by a newer version of the program (it knows ${unknown[0]}): install that version again`,
  );
}

/** The role of requests, and the history of migrations. */
export async function prepareDatabase(client: pg.Client): Promise<void> {
  await prepareRole(client);
  await client.query('CREATE SCHEMA IF NOT EXISTS platform');
  await client.query(
    `CREATE TABLE IF NOT EXISTS platform.migrations (
       name text COLLATE "C" PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
}

/** The role of requests. Where the owner may not make roles, somebody who may has to do it once. */
async function prepareRole(client: pg.Client): Promise<void> {
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
    const member = await client.query<{ able: boolean }>(`SELECT pg_has_role($1, 'MEMBER') AS able`, [
      APP_ROLE,
    ]);
    if (!member.rows[0]?.able) await client.query(`GRANT ${APP_ROLE} TO CURRENT_USER`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Obstacle(
      `The owner may not make the role ${APP_ROLE}. Let an administrator run: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <owner>;`,
    );
  }
}

/** SHA-256 of its text: an applied migration is never changed. */
export function digestOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await applyMigration(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Inside a transaction of the caller. @throws Error with the migration's name */
export async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`migration ${migration.name}: ${reason}`, { cause: error });
  }
  await client.query('INSERT INTO platform.migrations (name, digest) VALUES ($1, $2)', [
    migration.name,
    digestOf(migration),
  ]);
}

/** The application reads and writes every table but the history of migrations; append-only tables say so themselves. */
export async function grantAll(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname IN (SELECT DISTINCT split_part(name, '/', 1) FROM platform.migrations)`,
  );
  for (const { nspname } of rows) {
    const schema = client.escapeIdentifier(nspname);
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${APP_ROLE}`);
    await client.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${APP_ROLE}`,
    );
  }
  await client.query(`REVOKE INSERT, UPDATE, DELETE ON platform.migrations FROM ${APP_ROLE}`);
  // A table that carries this comment can be added to, and never rewritten, by the application.
  const { rows: appendOnly } = await client.query<{ table: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND obj_description(c.oid, 'pg_class') LIKE 'append-only%'`,
  );
  for (const { table } of appendOnly)
    await client.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM ${APP_ROLE}`);
}
