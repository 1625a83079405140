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

/** How one database is reached. */
export interface DatabaseAddress {
  /** postgres://… for the owner of the tables: migrations, backups, the schedules' own tables. */
  readonly url: string;
  /** For a login that has the rights of requests and no more; without it the owner's login takes on their role. */
  readonly appUrl?: string | undefined;
}

export interface Connection {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** For requests, event handlers and schedules. @param most connections at the same time */
export function connectApp({ url, appUrl }: DatabaseAddress, most = 16): Connection {
  return open(
    appUrl ? { connectionString: appUrl } : { connectionString: url, options: `-c role=${APP_ROLE}` },
    most,
  );
}

/** For the few commands that may do what no request may. */
export function connectOwner({ url }: Pick<DatabaseAddress, 'url'>, most = 2): Connection {
  return open({ connectionString: url }, most);
}

function open(config: pg.PoolConfig, most: number): Connection {
  const pool = new pg.Pool({
    ...config,
    max: most,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // One that dies while it works tells so by its query.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<AnyTables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
