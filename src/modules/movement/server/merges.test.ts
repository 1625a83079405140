import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import {
  applyNationalList,
  organisations,
  readNationalList,
  readUnitSource,
  treeOf,
} from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { movement } from '../server.ts';
import { rebuild } from './rebuild.ts';
import { fillStaging } from './recount.store.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
});
afterAll(() => api.close());

test('communes that merge in the middle of a period: both views balance, nobody is lost or doubled, part keys stay', async () => {
  const { services, database } = api;
  const { list, file } = readUnitSource(services.content());
  const national = readNationalList(JSON.parse(file.toString('utf8')), list.valid_from);
  const province = 1040;
  let units = national.units;
  const communes = units.filter((unit) => unit.parentId === province).map(({ id }) => id);
  const keys = async () =>
    (await database.pool.query('SELECT id, part_key FROM organisations.units ORDER BY id')).rows;
  const before = await keys();
  const people = new Map(communes.map((id, at) => [id, (at * 7) % 5]));
  for (const [unit, num] of people)
    for (let at = 0; at < num; at += 1)
      await database.pool.query(
        `INSERT INTO movement.facts (part_key, person_id, indicator, unit_id, group_code, since, credential_id, rule_set)
         VALUES ($1, $2, 'adults-confirmed', $1, 'citizens', '2026-07-20', $2, 'test@1')`,
        [unit, newUuid()],
      );
  const all = [...people.values()].reduce((sum, num) => sum + num, 0);
  let day = Date.parse('2026-08-03');
  const merge = fc.record({ from: fc.nat(), into: fc.nat() });
  await fc.assert(
    fc.asyncProperty(fc.array(merge, { minLength: 1, maxLength: 3 }), async (wishes) => {
      const old = await treeOf(services.db);
      const standing = old.children(province).map(({ id }) => id);
      // Somebody who is gone takes over nobody, and nobody goes twice.
      const gone = new Map<number, number>();
      for (const wish of wishes) {
        const [from, into] = [standing[wish.from % standing.length]!, standing[wish.into % standing.length]!];
        if (from !== into && !gone.has(from) && !gone.has(into) && ![...gone.values()].includes(from))
          gone.set(from, into);
      }
      day += 86_400_000;
      units = units.filter(({ id }) => !gone.has(id));
      const code = (id: number) => old.find(id)!.code;
      await applyNationalList(
        services,
        { ...national, units },
        {
          ...list,
          id: `units-${day}`,
          valid_from: new Date(day).toISOString().slice(0, 10),
          mergers: [...gone].map(([from, into]) => ({ from: code(from), into: code(into) })),
        },
        `digest-${day}`,
      );
      const now = await treeOf(services.db);
      expect(now.treeId).toBe(old.treeId + (gone.size > 0 ? 1 : 0));
      for (const tree of [old, now]) {
        const nums = await countOn(tree.treeId);
        const below = tree.children(province).map(({ id }) => nums.get(id) ?? 0);
        expect(below.reduce((sum, num) => sum + num, 0)).toBe(all);
        expect(nums.get(province)).toBe(all);
        expect(nums.get(1)).toBe(all);
      }
      const [first, second] = [await countOn(old.treeId), await countOn(now.treeId)];
      for (const [from, into] of gone) {
        expect(now.isWithin(from, into)).toBe(true);
        expect(now.children(province).map(({ id }) => id)).not.toContain(from);
        const joined = [...gone].filter(([, other]) => other === into).map(([one]) => first.get(one) ?? 0);
        expect(second.get(into) ?? 0).toBe(joined.reduce((sum, num) => sum + num, first.get(into) ?? 0));
      }
    }),
    { numRuns: 2 },
  );
  expect(await keys()).toEqual(before);
  expect(await rebuild(services)).toMatchObject({ facts: all });

  /** People by unit, counted on one version of the tree. */
  async function countOn(treeId: number): Promise<Map<number, number>> {
    return services.db.transaction().execute(async (tx) => {
      await fillStaging(tx as never, treeId);
      const rows = await (tx as any)
        .selectFrom('movement.staging')
        .select('unit_id')
        .select((of: any) => of.fn.sum('num').as('num'))
        .groupBy('unit_id')
        .execute();
      return new Map(rows.map((row: any) => [row.unit_id, Number(row.num)]));
    });
  }
}, 20_000);
