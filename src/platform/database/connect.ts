import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

/** Plain numbers for counts, and days as text: a `date` is a calendar day in Vietnam, not a moment. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** The tables of every module; a module's stores ask for their own tables only. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyTables = any;
export type Db<Tables = AnyTables> = Kysely<Tables>;
export type Tx<Tables = AnyTables> = Transaction<Tables>;

/** The role without rights to change tables or to rewrite the audit log; every request runs under it. */
export const APP_ROLE = 'bdhvs_app';

export interface Connection {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * @param url postgres://…
 * @param role the role to take on at once; undefined for the owner's own rights (migrations)
 * @param most connections at the same time
 */
export function connect(url: string, role: string | undefined, most = 16): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    ...(role ? { options: `-c role=${role}` } : {}),
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // One that dies while it works tells so by its query.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<AnyTables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
