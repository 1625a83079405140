import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCatalogue } from '../src/platform/database/catalogue.ts';
import { citus, distribute, readPlan, type Cluster } from '../src/platform/database/distribute.ts';
import type { Placed } from '../src/platform/database/distribution.ts';
import { testDatabase, type TestDatabase } from '../src/platform/database/testing.ts';
import { requireMigrated } from '../src/server/commands/distribute.ts';
import { distributionRules } from '../src/server/distribution.ts';

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});

test('every table of every module has its place, and what a cluster would refuse is not there', async () => {
  const { tables } = await readCatalogue(owner);
  const { places, faults } = await readPlan(owner, distributionRules());
  expect(faults).toEqual([]);
  expect(places.map(({ table }) => table).toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  expect(tables.length).toBeGreaterThan(80);
  const kinds = new Map(places.map(({ table, place }) => [table, place]));
  // What grows with people is spread; what every page reads is everywhere; a printed code is found without its owner.
  expect(kinds.get('movement.facts')).toEqual({ kind: 'distributed', column: 'part_key' });
  expect(kinds.get('identity.persons')).toEqual({ kind: 'distributed', column: 'part_key' });
  expect(kinds.get('organisations.units')).toEqual({ kind: 'reference' });
  expect(kinds.get('credentials.verifications')).toEqual({ kind: 'distributed', column: 'code' });
  expect(kinds.get('platform.leases')).toEqual({ kind: 'local' });
  for (const { name, columns, keys } of tables) {
    const place = kinds.get(name)!;
    if (columns.includes('part_key') && place.kind === 'reference')
      expect(name, 'a small table with a part key').toBe('organisations.units');
    if (place.kind === 'distributed')
      for (const key of keys) expect(key.columns, `${name} ${key.name}`).toContain(place.column);
  }
});

test('tables of another version are not laid out', async () => {
  await expect(requireMigrated(owner)).resolves.toBeUndefined();
  await owner.query('BEGIN');
  await owner.query("DELETE FROM platform.migrations WHERE name LIKE 'movement/%'");
  await expect(requireMigrated(owner)).rejects.toThrow(/migrations are waiting.*bdhvs -- migrate/);
  await owner.query('ROLLBACK');
});

test('one PostgreSQL is refused with the reason, a cluster that is laid out has nothing to do; nothing is changed', async () => {
  const { rows } = await owner.query<{ installed: string | null }>(
    `SELECT e.extversion AS installed FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name
     WHERE a.name = 'citus'`,
  );
  const before = await readCatalogue(owner);
  const trying = distribute(owner, distributionRules());
  if (rows[0]?.installed) await expect(trying).resolves.toEqual({ placed: 0, restored: 0 });
  else
    await expect(trying).rejects.toThrow(
      rows.length === 0 ? /has no Citus.*Nothing was changed/ : /CREATE EXTENSION citus/,
    );
  expect(await readCatalogue(owner)).toEqual(before);
});

describe('on a cluster that notes what it is told', () => {
  let placed: Placed[];
  let beside: Map<string, string | null>;
  let breaksAt: string | undefined;
  const noting: Cluster = {
    ...citus,
    require: async () => {},
    listPlaced: async () => placed,
    place: async (client, table, place, together) => {
      if (table === breaksAt) throw new Error('the cluster went away');
      // As Citus would: a table that is tied by a foreign key cannot be placed.
      const { rows } = await client.query(
        "SELECT 1 FROM pg_constraint WHERE contype = 'f' AND $1::regclass IN (conrelid, confrelid)",
        [table],
      );
      if (rows.length > 0) throw new Error(`${table} is tied by a foreign key`);
      placed.push({ table, place });
      beside.set(table, together);
    },
  };
  beforeEach(() => {
    placed = [];
    beside = new Map();
    breaksAt = undefined;
  });

  test('all is placed once, what belongs together lies together, and foreign keys are as before', async () => {
    const before = await readCatalogue(owner);
    const done = await distribute(owner, distributionRules(), () => {}, noting);
    expect(done.restored).toBe(before.foreignKeys.length);
    expect(done.restored).toBeGreaterThan(10);
    expect(await readCatalogue(owner)).toEqual(before);
    const spread = placed.filter(({ place }) => place.kind === 'distributed' && place.column === 'part_key');
    const [anchor, ...others] = spread.map(({ table }) => table);
    expect(beside.get(anchor!)).toBeNull();
    expect(new Set(others.map((table) => beside.get(table)))).toEqual(new Set([anchor]));
    expect(beside.get('credentials.verifications')).toBeNull();
    expect(await distribute(owner, distributionRules(), () => {}, noting)).toEqual({
      placed: 0,
      restored: 0,
    });
  });

  test('a run that broke off is finished by the next, and no foreign key is lost', async () => {
    const before = await readCatalogue(owner);
    breaksAt = 'movement.facts';
    await expect(distribute(owner, distributionRules(), () => {}, noting)).rejects.toThrow('went away');
    expect((await readCatalogue(owner)).foreignKeys.length).toBeLessThan(before.foreignKeys.length);
    breaksAt = undefined;
    await distribute(owner, distributionRules(), () => {}, noting);
    expect(await readCatalogue(owner)).toEqual(before);
  });

  test('a table that lies elsewhere is named before anything is touched', async () => {
    placed = [{ table: 'movement.facts', place: { kind: 'reference' } }];
    const before = await readCatalogue(owner);
    await expect(distribute(owner, distributionRules(), () => {}, noting)).rejects.toThrow(
      /movement\.facts lies whole on every node, planned is spread by part_key/,
    );
    expect(await readCatalogue(owner)).toEqual(before);
  });
});
