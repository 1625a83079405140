import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testRelease } from '../../../server/testing.ts';
import { testDatabase, type TestDatabase } from '#platform/database/testing.ts';
import type { Services } from '#platform/http/context.ts';
import { communeId, provinceId } from '../domain/unit.ts';
import { applyNationalList, loadUnits, readUnitSource, type Loaded } from './load-units.ts';
import { readNationalList } from '../domain/national-list.ts';
import { treeOf } from './tree.ts';

let database: TestDatabase;
let services: Pick<Services, 'db' | 'content'>;
let first: Loaded;

beforeAll(async () => {
  database = await testDatabase();
  const release = testRelease();
  services = { db: database.db, content: () => release };
  first = await loadUnits(services);
});
afterAll(() => database.close());

const count = async (query: string) =>
  Number((await sql.raw<{ n: number }>(query).execute(database.db)).rows[0]!.n);

describe('the national list', () => {
  // Golden numbers: Nghị quyết 202/2025/QH15 and Quyết định 19/2025/QĐ-TTg.
  test('holds 34 provinces and 3,321 communes: 2,621 xã, 687 phường, 13 đặc khu', async () => {
    expect(first.added).toBe(1 + 34 + 3321);
    expect(await count(`SELECT count(*) n FROM organisations.pub_units WHERE kind = 'province'`)).toBe(34);
    for (const [division, n] of [
      ['xa', 2621],
      ['phuong', 687],
      ['dac-khu', 13],
    ] as const) {
      expect(
        await count(
          `SELECT count(*) n FROM organisations.pub_units WHERE kind = 'commune' AND division = '${division}'`,
        ),
      ).toBe(n);
    }
  });

  test('gives every unit the ids and part keys that the codes determine', async () => {
    const tree = await treeOf(database.db);
    expect(tree.find(provinceId('40'))).toMatchObject({ id: 1040, name: 'Tỉnh Nghệ An', partKey: 900_040 });
    expect(tree.find(communeId('26882'))).toMatchObject({
      id: 126_882,
      name: 'Phường An Hội Tây',
      partKey: 26_882,
      parentId: 1079,
    });
    expect(new Set([...tree.units.values()].map((unit) => unit.partKey)).size).toBe(3356);
    expect(tree.partKeys()).toHaveLength(3321);
  });

  test('leads every old ward that has a name to a unit that exists', () =>
    expect(first.predecessors).toBe(10_832));

  test('stands in the closure: itself, its province, the nation', async () => {
    expect(await count(`SELECT count(*) n FROM organisations.pub_tree`)).toBe(1 + 34 * 2 + 3321 * 3);
    expect(
      await count(`SELECT count(*) n FROM organisations.pub_tree WHERE ancestor_id = 1040 AND depth = 1`),
    ).toBe(130);
  });

  test('loaded again changes nothing', async () => {
    expect(await loadUnits(services)).toMatchObject({ added: 0, renamed: 0, moved: 0, closed: 0 });
    expect(await count(`SELECT count(*) n FROM organisations.tree_versions`)).toBe(1);
  });

  test('with other numbers than expected is refused before anything is written', async () => {
    const release = testRelease();
    const { list } = readUnitSource(release);
    const entry = {
      path: 'units/wrong.yaml',
      value: {
        ...list,
        provinces: list.provinces.map((one) => (one.code === '40' ? { ...one, xa: 120 } : one)),
      },
    };
    const wrong = { ...release, kinds: { ...release.kinds, units: [entry] } };
    await expect(loadUnits({ db: database.db, content: () => wrong })).rejects.toThrow(
      'Nghệ An: 119 xa, expected 120',
    );
  });
});

describe('a part key', () => {
  test('cannot be changed by the application: the table of what never changes refuses it', async () => {
    await expect(
      sql`UPDATE organisations.units SET part_key = 1 WHERE id = 1040`.execute(database.db),
    ).rejects.toThrow(/permission denied/);
    await expect(sql`DELETE FROM organisations.units WHERE id = 1040`.execute(database.db)).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('a later list', () => {
  test('renames, closes and adds units, keeps the old tree readable, and touches no part key', async () => {
    const { list, file } = readUnitSource(services.content());
    const today = readNationalList(JSON.parse(file.toString('utf8')), list.valid_from);
    // As if two communes of Nghệ An had become one ward.
    const [gone, kept] = today.units.filter((unit) => unit.parentId === 1040 && unit.division === 'xa');
    const units = today.units
      .filter((unit) => unit.id !== gone!.id)
      .map((unit) =>
        unit.id === kept!.id ? { ...unit, name: `Phường ${unit.shortName}`, division: 'phuong' } : unit,
      );
    const later = { ...list, id: 'units-later', valid_from: '2026-08-01' };
    const loaded = await applyNationalList(services, { ...today, units }, later, 'later');
    expect(loaded).toMatchObject({ added: 0, renamed: 1, moved: 0, closed: 1 });
    const tree = await treeOf(database.db);
    expect(tree.find(gone!.id)?.validTo).toBe('2026-08-01');
    expect(tree.children(1040)).toHaveLength(129);
    expect(tree.find(kept!.id)).toMatchObject({ name: `Phường ${kept!.shortName}`, partKey: kept!.partKey });
    expect(await count(`SELECT count(*) n FROM organisations.unit_names WHERE unit_id = ${kept!.id}`)).toBe(
      2,
    );
  });
});
