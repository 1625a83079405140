import type pg from 'pg';

export interface BackupTable {
  /** `schema.table` */
  readonly name: string;
  /** Without generated ones. */
  readonly columns: readonly string[];
}

/** Tables that a start makes anew, or that mean nothing in another place. */
const LEFT_OUT = new Set(['platform.migrations', 'platform.leases']);

/** Every table of the program, in the order of their names; each module's schema has the module's name. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS name,
            array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND n.nspname IN (SELECT DISTINCT split_part(name, '/', 1) FROM platform.migrations)
     GROUP BY 1 ORDER BY 1`,
  );
  return rows.filter((row) => !LEFT_OUT.has(row.name));
}

/** Tables named `…_keys` hold keys: they go into a file of their own, so that an erased person stays erased. */
export const holdsKeys = (table: string): boolean => table.endsWith('_keys');

export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');

export const columnList = (table: BackupTable): string => table.columns.map(quoted).join(', ');

/** The same text for the same value on every server. */
export const STEADY_TEXT = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8'; SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0`;
