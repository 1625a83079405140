import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { listMigrations, migrate } from '../../src/platform/database/migrate.ts';
import { databaseUrl } from '../../src/platform/database/address.ts';
import { appLoginUrl } from '../../src/platform/database/app-login.ts';
import { withClient } from '../../src/platform/database/client.ts';
import { APP_ROLE } from '../../src/platform/database/connect.ts';
import { distribute } from '../../src/platform/database/distribute.ts';
import { Obstacle } from '../../src/platform/database/explain.ts';
import { readFresh, resetTo } from '../../src/platform/database/reset.ts';
import { distributionRules } from '../../src/server/distribution.ts';
import { moduleNames } from '../../src/server/modules.ts';

/**
 * One PostgreSQL for the whole run, with one migrated template; `DATABASE_URL` (and `DATABASE_APP_URL`) point the tests at
 * another server. `BDHVS_TEST_CLUSTER` is an empty database on a cluster's coordinator: its tables are distributed, and
 * each file begins by emptying them.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = process.env['BDHVS_TEST_CLUSTER'];
  if (cluster) return setUpCluster(project, cluster);
  project.provide('fresh', null);
  const given = process.env['DATABASE_URL'];
  const folder = mkdtempSync(join(tmpdir(), 'bdhvs-test-'));
  chmodSync(folder, 0o755);
  const server = given
    ? undefined
    : await startEmbedded({
        folder,
        settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
      });
  const url = given ?? server!.url;
  await withClient(url, async (owner) => {
    await owner.query('DROP DATABASE IF EXISTS template_bdhvs WITH (FORCE)');
    await owner.query(
      "CREATE DATABASE template_bdhvs ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'",
    );
  });
  await migrate(databaseUrl(url, 'template_bdhvs'), listMigrations(process.cwd(), moduleNames));
  const made = given && !process.env['DATABASE_APP_URL'] ? await makeAppLogin(given) : undefined;
  project.provide('database', {
    url,
    appUrl: server?.appUrl ?? process.env['DATABASE_APP_URL'] ?? made,
  });
  return async () => {
    if (made) await withClient(given!, (client) => client.query(`DROP ROLE ${new URL(made).username}`));
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function setUpCluster(project: TestProject, url: string): Promise<() => Promise<void>> {
  await migrate(url, listMigrations(process.cwd(), moduleNames));
  const fresh = await withClient(url, async (owner) => {
    try {
      await distribute(owner, distributionRules(process.cwd()));
    } catch (error) {
      if (!(error instanceof Obstacle) || !error.message.includes('has no Citus')) throw error;
      process.stdout.write(
        'BDHVS_TEST_CLUSTER has no Citus: its tables are emptied for each file and not spread.\n',
      );
    }
    return readFresh(owner);
  });
  const appUrl = await makeAppLogin(url);
  project.provide('database', { url, appUrl });
  project.provide('fresh', fresh);
  return async () => {
    await withClient(url, async (client) => {
      await resetTo(client, fresh);
      await client.query(`DROP ROLE ${new URL(appUrl).username}`);
    });
  };
}

/** A login for requests on a given server, for the time of the run: with the owner's own, a request could become the owner. */
async function makeAppLogin(url: string): Promise<string> {
  const password = randomBytes(18).toString('hex');
  const login = `test_app_${randomBytes(6).toString('hex')}`;
  await withClient(url, (client) =>
    client.query(`CREATE ROLE ${login} LOGIN PASSWORD '${password}' IN ROLE ${APP_ROLE}`),
  );
  return appLoginUrl(url, password, login);
}
