import type pg from 'pg';
import type { Catalogue, CatalogueTable, ForeignKey } from './distribution.ts';

const OURS = `n.nspname IN (SELECT 'platform' UNION SELECT DISTINCT split_part(name, '/', 1) FROM platform.migrations)`;
const names = (numbers: string, table: string) =>
  `(SELECT coalesce(json_agg(a.attname ORDER BY k.at), '[]') FROM unnest(${numbers}) WITH ORDINALITY k (attnum, at)
    JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.attnum)`;

/** Tables, keys and foreign keys of the program's schemas, as the database has them. */
export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const tables = await client.query<CatalogueTable>(
    `SELECT n.nspname || '.' || c.relname AS name,
       (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
       (SELECT coalesce(json_agg(json_build_object('name', i.indexrelid::regclass::text,
          'columns', ${names('i.indkey::int2[]', 'c.oid')})), '[]')
        FROM pg_index i WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion)) AS keys,
       (SELECT coalesce(json_agg(t.tgname), '[]') FROM pg_trigger t
        WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AS triggers
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${OURS} ORDER BY 1`,
  );
  const foreignKeys = await client.query<ForeignKey>(
    `SELECT f.conname AS name, n.nspname || '.' || c.relname AS "table", ${names('f.conkey', 'f.conrelid')} AS columns,
       rn.nspname || '.' || r.relname AS "references", ${names('f.confkey', 'f.confrelid')} AS "referencedColumns",
       pg_get_constraintdef(f.oid) AS definition
     FROM pg_constraint f
     JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_class r ON r.oid = f.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace
     WHERE f.contype = 'f' AND f.conparentid = 0 AND ${OURS} ORDER BY 2, 1`,
  );
  return { tables: tables.rows, foreignKeys: foreignKeys.rows };
}
