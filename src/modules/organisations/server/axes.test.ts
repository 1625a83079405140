import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { closureOf, makesLoop } from '../domain/axis.ts';
import { getAxes, placeOnAxis } from '../domain/axis-contract.ts';
import { addUnit } from '../domain/contract.ts';
import { organisations } from '../server.ts';
import { listBelow, listStanding } from './axes.store.ts';
import { placeOnAxis as act } from './place-on-axis.ts';
import { actorAt } from './testing.ts';

let api: TestApi;
let admin: TestBrowser;
const NGHE_AN = 1040;
const DAY = 86_400_000;
const ids: number[] = [];
const as = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
const add = async (parentId: number, kind: string, name: string): Promise<number> =>
  (await admin.call(addUnit, { body: { requestId: newUuid(), parentId, kind, name, from: '2026-03-01' } }))
    .body.id;
const place = (unit: number, parentId: number | null, more: object = {}, browser = admin) =>
  browser.call(placeOnAxis, { params: { unit }, body: { axis: 'professional', parentId, ...more } });
const today = () => api.clock.now.toISOString().slice(0, 10);

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations] });
  api.clock.now = new Date('2026-06-01T05:00:00Z');
  admin = await as('administrator', 1);
  for (let at = 0; at < 6; at += 1) ids.push(await add(at < 2 ? 1 : NGHE_AN, 'agency', `Cơ quan ${at}`));
});
afterAll(() => api.close());

test('a unit stands on its line and, with days, in its sector; the same wish again changes nothing', async () => {
  const [ministry, , department] = ids;
  expect((await place(department!, ministry!, { from: '2026-04-01' })).status).toBe(200);
  const { body } = await place(department!, ministry!);
  expect(body.axes).toEqual([
    expect.objectContaining({
      axis: 'professional',
      from: '2026-04-01',
      parent: expect.objectContaining({ id: ministry }),
      past: [],
    }),
  ]);
  expect(body.unit.place).toContain('Nghệ An');
  expect(await listBelow(api.services.db, 'professional', ministry!)).toEqual([
    { unitId: ministry, depth: 0 },
    { unitId: department, depth: 1 },
  ]);
  expect((await place(department!, null)).body.axes[0]).toMatchObject({
    parent: null,
    past: [{ from: '2026-04-01', to: '2026-06-01' }],
  });
});

test('who may not, what may not, and what makes a loop is refused', async () => {
  const [ministry, other, department] = ids;
  const union = await add(NGHE_AN, 'union', 'Hội Phụ nữ');
  const stranger = await as('administrator', NGHE_AN);
  expect(await place(department!, ministry!, {}, api.browser())).toMatchObject({ status: 401 });
  // An administrator of the province alone does not put its department under a ministry.
  expect(await place(department!, ministry!, {}, stranger)).toMatchObject({ status: 404 });
  expect(await place(department!, ministry!, {}, await as('leader', 1))).toMatchObject({ status: 404 });
  expect(await place(union, ministry!)).toMatchObject({
    status: 409,
    body: { code: 'organisations/wrong-axis' },
  });
  expect(await place(NGHE_AN, ministry!)).toMatchObject({ status: 409 });
  expect(await place(department!, ministry!, { from: '2027-01-01' })).toMatchObject({ status: 422 });
  expect(await place(department!, ministry!, { axis: 'line' })).toMatchObject({ status: 422 });
  expect(await place(department!, 424_242)).toMatchObject({ status: 404 });
  expect((await place(ministry!, other!)).status).toBe(200);
  expect(await place(other!, ministry!)).toMatchObject({
    status: 409,
    body: { code: 'organisations/axis-loop' },
  });
  expect(await place(ministry!, ministry!)).toMatchObject({ status: 409 });
  await place(ministry!, null);
  expect(await admin.call(getAxes, { params: { unit: 424_242 } })).toMatchObject({ status: 404 });
});

/** Two stand there; a third joins on the day on which another leaves, so the version before ends without it. */
const joinedOnTheLastDay = [
  { unit: 1, parent: 0, days: 1 },
  { unit: 2, parent: 0, days: 1 },
  { unit: 1, parent: null, days: 0 },
];

test('whatever is moved on whatever day, each version holds the ways of its last day, and edges never overlap', async () => {
  const { pool } = api.database;
  const wish = fc.record({
    unit: fc.integer({ min: 0, max: 5 }),
    parent: fc.option(fc.integer({ min: 0, max: 5 })),
    days: fc.integer({ min: 0, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 4, maxLength: 12 }), async (wishes) => {
      for (const table of ['axis_tree', 'axis_versions'])
        await pool.query(`DELETE FROM organisations.${table}`);
      await pool.query("DELETE FROM organisations.edges WHERE axis = 'professional'");
      const context = { ...api.services, actor: actorAt(['administrator', 1]) } as never;
      for (const { unit, parent, days } of wishes) {
        api.clock.now = new Date(api.clock.now.getTime() + days * DAY);
        const wanted = { axis: 'professional' as const, parentId: parent === null ? null : ids[parent]! };
        await act(context, ids[unit]!, wanted).catch(() => {});
      }
      const { rows: edges } = await pool.query(
        "SELECT unit_id, parent_id, valid_from::text AS a, valid_to::text AS b FROM organisations.edges WHERE axis = 'professional'",
      );
      const on = (day: string) =>
        new Map<number, number>(
          edges.filter(({ a, b }) => a <= day && day < b).map((edge) => [edge.unit_id, edge.parent_id]),
        );
      for (const one of edges)
        expect(
          edges.filter((other) => other.unit_id === one.unit_id && other.a < one.b && one.a < other.b),
        ).toHaveLength(1);
      const { rows: versions } = await pool.query(
        "SELECT id, (valid_to - 1)::text AS last, valid_to::text AS b FROM organisations.axis_versions WHERE axis = 'professional'",
      );
      for (const version of versions) {
        const parents = on(version.b === '9999-12-31' ? today() : version.last);
        for (const [unit, parent] of [...parents]) {
          parents.delete(unit);
          expect(makesLoop(parents, unit, parent)).toBe(false);
          parents.set(unit, parent);
        }
        const { rows } = await pool.query(
          "SELECT ancestor_id, descendant_id, depth FROM organisations.axis_tree WHERE axis = 'professional' AND tree_id = $1",
          [version.id],
        );
        const said = rows.map((row) => `${row.ancestor_id} ${row.descendant_id} ${row.depth}`);
        const wanted = closureOf(parents).map((way) => `${way.ancestorId} ${way.descendantId} ${way.depth}`);
        expect(said.toSorted()).toEqual(wanted.toSorted());
      }
      const now = on(today());
      const standing = await listStanding(api.services.db, 'professional', ids);
      for (const [unit, parent] of now) expect(standing.get(unit)).toBe(parent);
    }),
    { numRuns: 6, examples: [[joinedOnTheLastDay]] },
  );
});
