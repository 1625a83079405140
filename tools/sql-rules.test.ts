import { describe, expect, test } from 'vitest';
import { sourceFaults } from './check-sql.ts';
import { statementFaults, tableFaults } from './sql-rules.ts';

const rules = (sql: string) => statementFaults(sql).map((fault) => fault.rule);

describe('refused', () => {
  test.each([
    ['no-trigger', 'CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()'],
    ['no-rollup', 'SELECT a, sum(b) FROM t GROUP BY ROLLUP (a)'],
    ['no-rollup', 'SELECT a, sum(b) FROM t GROUP BY GROUPING SETS ((a), ())'],
    ['no-lateral', 'SELECT 1 FROM u, LATERAL (SELECT 1 FROM f WHERE f.u = u.id) x'],
    ['no-select-in-values', 'INSERT INTO t VALUES (1, (SELECT max(n) FROM t))'],
    ['no-select-in-conflict', 'INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET n = (SELECT 1)'],
    ['no-volatile-update', 'UPDATE t SET at = clock_timestamp() WHERE id = 1'],
    ['no-volatile-update', 'UPDATE m.t AS x SET id = gen_random_uuid()'],
    ['no-volatile-update', 'INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET at = now()'],
    ['no-advisory-lock', 'SELECT pg_try_advisory_xact_lock(1)'],
    ['no-skip-locked', 'SELECT id FROM t ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED'],
    ['no-sql-folding', 'SELECT 1 FROM t WHERE lower(name) = $1'],
    ['no-sql-folding', 'SELECT 1 FROM t WHERE name ILIKE $1'],
    ['limit-needs-order', 'SELECT id FROM t LIMIT 5'],
    ['limit-needs-order', 'SELECT id FROM (SELECT id FROM t LIMIT 5) x ORDER BY id'],
    ['no-sequence', 'CREATE TABLE t (id bigserial)'],
  ])('%s: %s', (rule, sql) => expect(rules(sql)).toContain(rule));
});

describe('accepted', () => {
  test.each([
    'SELECT id FROM t ORDER BY due_at, id LIMIT 5',
    "SELECT 'LATERAL' AS word -- no TRIGGER here, LIMIT 5",
    'SELECT id FROM t WHERE id = $1 FOR UPDATE',
    'UPDATE t SET at = $1 WHERE id = $2',
    'INSERT INTO t SELECT id FROM u ON CONFLICT (id) DO UPDATE SET n = excluded.n',
    'CREATE TABLE t (at timestamptz NOT NULL DEFAULT now())',
    'WITH x AS (SELECT id FROM t ORDER BY id LIMIT 3) SELECT * FROM x',
  ])('%s', (sql) => expect(rules(sql)).toEqual([]));
});

test('keys of a table with part_key start with it, unless the table is spread by a nationwide value', () => {
  const table = (key: string) => `CREATE TABLE m.t (\n  part_key int NOT NULL,\n  id uuid NOT NULL${key}`;
  expect(tableFaults(table(',\n  PRIMARY KEY (part_key, id)\n);'))).toEqual([]);
  expect(tableFaults(table(',\n  PRIMARY KEY (id)\n);'))).toHaveLength(1);
  expect(tableFaults(table(' PRIMARY KEY\n);'))).toHaveLength(1);
  expect(tableFaults(table(',\n  PRIMARY KEY (part_key, id), UNIQUE (id)\n);'))).toHaveLength(1);
  expect(tableFaults(table(' PRIMARY KEY\n);'), { 'm.t': 'id' })).toEqual([]);
  expect(tableFaults(`${table('\n);')} CREATE UNIQUE INDEX x ON m.t (id);`)).toHaveLength(1);
  expect(tableFaults(`${table('\n);')} ALTER TABLE m.t ADD CONSTRAINT x UNIQUE (id);`)).toHaveLength(1);
  expect(tableFaults('CREATE TABLE m.small (id int PRIMARY KEY);')).toEqual([]);
});

test('a foreign key has a name, so that it can be dropped and added again', () => {
  expect(tableFaults('CREATE TABLE m.t (id int PRIMARY KEY, unit int REFERENCES m.u (id));')).toHaveLength(1);
  expect(tableFaults('CREATE TABLE m.t (id int, unit int CONSTRAINT t_unit REFERENCES m.u (id));')).toEqual(
    [],
  );
});

test('templates and query builders in stores are read, with the line of the fault', () => {
  const text = [
    'const a = sql<Row>`SELECT ${column}',
    '  FROM t LIMIT ${5}`;',
    "const b = db.selectFrom('t').selectAll().limit(1);",
    "const c = db.selectFrom('t').limit(1).orderBy('id');",
    "const d = db.selectFrom('t').where('name', 'ilike', x).forUpdate().skipLocked();",
  ].join('\n');
  const found = sourceFaults('x.store.ts', text).map(({ line, rule }) => `${line} ${rule}`);
  expect(found.sort()).toEqual([
    '2 limit-needs-order',
    '3 limit-needs-order',
    '5 no-skip-locked',
    '5 no-sql-folding',
  ]);
});
