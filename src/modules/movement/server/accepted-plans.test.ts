import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { getOverview } from '../domain/contract.ts';
import { movement } from '../server.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

const UNIT = 1031;
let api: TestApi;
let clerk: TestBrowser;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
  clerk = api.browser();
  await signInStaff(api, clerk, 'clerk', UNIT);
});
afterAll(() => api.close());

test('a target of an accepted plan is held against the figures; one that nothing measures is not', async () => {
  const { pool } = api.database;
  const id = newUuid();
  await pool.query(
    `INSERT INTO plans.documents VALUES ($1, $2, 'Kế hoạch 2027', 'txt', NULL, '', '', '{"targets":[],"tasks":[]}', 'accepted', now(), $1, now(), $1)`,
    [id, UNIT],
  );
  const target = (position: number, indicator: string | null, group: string) =>
    pool.query(
      `INSERT INTO plans.targets VALUES ($1, $2, $3, $4, $5, 2027, '>=', 90, 'percent', 'x', '[]', '[]')`,
      [id, position, UNIT, indicator, group],
    );
  await target(0, 'officials-confirmed', 'officials');
  await target(1, null, 'households');
  const { body } = await clerk.call(getOverview, { params: { unit: UNIT } });
  const own = body.targets.filter(({ plan }: any) => plan.title.vi === 'Kế hoạch 2027');
  expect(own).toMatchObject([
    { own: true, year: 2027, value: 90, indicator: { code: 'officials-confirmed' } },
  ]);
});
