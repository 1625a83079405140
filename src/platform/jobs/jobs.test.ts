import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { readConfig } from '#platform/config/config.ts';
import { testDatabase, type TestDatabase } from '#platform/database/testing.ts';
import type { Services } from '#platform/http/context.ts';
import type { ServerModule } from '#platform/http/module.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { makeLog } from '#platform/log/log.ts';
import { startJobs } from './jobs.ts';

let database: TestDatabase;
let services: Services;
beforeAll(async () => {
  database = await testDatabase();
  services = {
    db: database.db,
    now: () => new Date(),
    newId: newUuid,
    log: makeLog('silent'),
    config: readConfig({}),
    master: randomBytes(32),
    content: () => ({ id: 'none', kinds: {}, assets: {} }),
    contentChanged: async () => {},
  };
});
afterAll(() => database.close());

const moduleOf = (schedules: ServerModule['schedules']): ServerModule => ({
  name: 'clock',
  ...(schedules ? { schedules } : {}),
});
const listSchedules = async () => {
  const client = await import('pg').then(
    ({ default: pg }) => new pg.Client({ connectionString: database.url }),
  );
  await client.connect();
  const { rows } = await client.query('SELECT name, cron, timezone FROM pgboss.schedule ORDER BY name');
  await client.end();
  return rows;
};

test('schedules are kept in Vietnamese time, and one that no module has any more is forgotten', async () => {
  const run = async () => {};
  const first = await startJobs({
    url: database.url,
    services,
    modules: [moduleOf({ nightly: { cron: '30 1 * * *', run }, old: { cron: '0 0 * * *', run } })],
  });
  await first.stop();
  const second = await startJobs({
    url: database.url,
    services,
    modules: [moduleOf({ nightly: { cron: '30 2 * * *', run } })],
  });
  expect(await listSchedules()).toEqual([
    { name: 'clock.nightly', cron: '30 2 * * *', timezone: 'Asia/Ho_Chi_Minh' },
  ]);
  await second.stop();
});

test('a schedule runs with the rights of the application, and one run at a time', async () => {
  let role = '';
  const jobs = await startJobs({
    url: database.url,
    services,
    modules: [
      moduleOf({
        look: {
          cron: '0 3 * * *',
          run: async (context) => {
            const { rows } = await sql<{ role: string }>`SELECT current_user AS role`.execute(context.db);
            role = rows[0]!.role;
          },
        },
      }),
    ],
  });
  await jobs.run('clock.look');
  expect(role).toBe('bdhvs_app');
  await expect(jobs.run('clock.nothing')).rejects.toThrow(/no schedule/);
  await jobs.stop();
});

test('the end waits for what runs', async () => {
  let finished = false;
  const jobs = await startJobs({
    url: database.url,
    services,
    checkSeconds: 1,
    modules: [
      moduleOf({
        slow: {
          cron: '* * * * * *',
          run: async () => {
            started();
            await new Promise((done) => setTimeout(done, 1_500));
            finished = true;
          },
        },
      }),
    ],
  });
  let started: () => void = () => {};
  await new Promise<void>((done) => (started = done));
  await jobs.stop();
  expect(finished).toBe(true);
}, 90_000);
