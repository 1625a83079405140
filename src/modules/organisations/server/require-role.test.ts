import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '#platform/database/testing.ts';
import type { Actor } from '#platform/http/context.ts';
import { testRelease } from '../../../server/testing.ts';
import { loadUnits } from './load-units.ts';
import { hasRole, requireRole, unitsOf } from './require-role.ts';
import { actorAt } from './testing.ts';

const NGHE_AN = 1040;
const HAI_PHONG = 1031;
let database: TestDatabase;
let communeOfNgheAn: number;
const asking = (actor: Actor) => ({ actor, db: database.db });

beforeAll(async () => {
  database = await testDatabase();
  const release = testRelease();
  await loadUnits({ db: database.db, content: () => release });
  const row = await database.db
    .selectFrom('organisations.pub_units')
    .select('id')
    .where('parent_id', '=', NGHE_AN)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  communeOfNgheAn = (row as { id: number }).id;
});
afterAll(() => database.close());

describe('a role', () => {
  test('reaches the unit and everything below it', async () => {
    const asker = asking(actorAt(['leader', NGHE_AN]));
    expect(await requireRole(asker, ['leader'], NGHE_AN)).toMatchObject({ id: NGHE_AN });
    expect(await requireRole(asker, ['clerk', 'leader'], communeOfNgheAn)).toMatchObject({
      id: communeOfNgheAn,
    });
    expect(await hasRole(asking(actorAt(['administrator', 1])), ['administrator'], communeOfNgheAn)).toBe(
      true,
    );
  });

  test.each([
    ['a neighbour', () => [actorAt(['leader', NGHE_AN]), HAI_PHONG]],
    ['the unit above', () => [actorAt(['leader', communeOfNgheAn]), NGHE_AN]],
    ['another role', () => [actorAt(['clerk', NGHE_AN]), NGHE_AN]],
    ['no role at all', () => [actorAt(), NGHE_AN]],
    ['a unit that does not exist', () => [actorAt(['leader', 1]), 777]],
  ] as [string, () => [Actor, number]][])(
    'does not reach %s, and the answer is the same as for what does not exist',
    async (_, made) => {
      const [actor, unitId] = made();
      await expect(requireRole(asking(actor), ['leader'], unitId)).rejects.toMatchObject({
        code: 'organisations/not-found',
        status: 404,
      });
      expect(await hasRole(asking(actor), ['leader'], unitId)).toBe(false);
    },
  );

  test.each([
    ['nobody', { kind: 'nobody' }],
    ['a learner known only to her device', { ...actorAt(['leader', NGHE_AN]), anonymous: true }],
  ] as [string, Actor][])('asks %s to sign in', async (_, actor) => {
    await expect(requireRole(asking(actor), ['leader'], NGHE_AN)).rejects.toMatchObject({
      code: 'organisations/sign-in-first',
      status: 401,
    });
  });
});

test('units where one works are listed widest first, with the roles there', async () => {
  const asker = asking(
    actorAt(['clerk', communeOfNgheAn], ['leader', NGHE_AN], ['mentor', NGHE_AN], ['learner', HAI_PHONG]),
  );
  const units = await unitsOf(asker);
  expect(units.map(({ unit, roles }) => [unit.id, roles])).toEqual([
    [NGHE_AN, ['leader', 'mentor']],
    [communeOfNgheAn, ['clerk']],
  ]);
  expect(await unitsOf(asking({ kind: 'nobody' }))).toEqual([]);
});
