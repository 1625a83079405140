import type pg from 'pg';
import { withClient } from './client.ts';
import { APP_ROLE, type DatabaseAddress } from './connect.ts';
import { Obstacle } from './explain.ts';

/**
 * Lets the requests' role of our own server log in by itself. The server keeps a salted digest of the password.
 *
 * @param url of the superuser
 */
export async function giveAppLogin(url: string, password: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${APP_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  });
}

/** The same address for the requests' role, or another login. */
export function appLoginUrl(url: string, password: string, login = APP_ROLE): string {
  const address = new URL(url);
  address.username = login;
  address.password = password;
  return address.href;
}

interface Rights {
  readonly login: string;
  readonly enough: boolean;
  /** How it could do more than a request may; null when it could not. */
  readonly excess: string | null;
}

/** Counts what the login may do by itself, and what it could reach by SET ROLE. */
const RIGHTS = `
  SELECT r.rolname AS login,
    EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'platform' AND has_schema_privilege(oid, 'USAGE')) AS enough,
    CASE
      WHEN r.rolsuper THEN 'is a superuser'
      WHEN r.rolcreaterole THEN 'may change roles'
      WHEN EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'platform' AND pg_has_role(r.oid, nspowner, 'MEMBER'))
        THEN 'can become the owner of the tables'
      WHEN EXISTS (SELECT 1 FROM pg_class c CROSS JOIN pg_roles m
        WHERE c.relkind = 'r' AND obj_description(c.oid, 'pg_class') LIKE 'append-only%'
          AND pg_has_role(r.oid, m.oid, 'MEMBER') AND has_table_privilege(m.oid, c.oid, 'UPDATE, DELETE, TRUNCATE'))
        THEN 'may rewrite append-only tables'
    END AS excess
  FROM pg_roles r WHERE r.rolname = session_user`;

/** Equal in one and the same migrated database, and nowhere else. */
const MARK = `SELECT string_agg(name || applied_at::text, ',' ORDER BY name) AS mark FROM platform.migrations`;

/**
 * Makes sure that the requests' login reaches the owner's migrated database, with the rights of requests and no way to
 * more. Without such a login there is nothing to check.
 *
 * @throws Obstacle one line
 */
export async function requireAppLogin({ url, appUrl }: DatabaseAddress): Promise<void> {
  if (!appUrl) return;
  const markOf = async (client: pg.Client) => (await client.query<{ mark: string }>(MARK)).rows[0]?.mark;
  const owners = await withClient(url, markOf);
  await withClient(appUrl, async (client) => {
    const rights = (await client.query<Rights>(RIGHTS)).rows[0]!;
    if (rights.excess)
      throw new Obstacle(
        `DATABASE_APP_URL: ${rights.login} ${rights.excess}: name a login that is no more than a member of ${APP_ROLE}`,
      );
    if (!rights.enough || (await markOf(client)) !== owners)
      throw new Obstacle(
        `DATABASE_APP_URL: ${rights.login} is no member of ${APP_ROLE}, or this is not the database of DATABASE_URL`,
      );
  });
}
