import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { listMigrations, migrate } from '../../src/platform/database/migrate.ts';
import { databaseUrl } from '../../src/platform/database/address.ts';
import { moduleNames } from '../../src/server/modules.ts';

/** One PostgreSQL for the whole run, with one migrated template; `DATABASE_URL` (and `DATABASE_APP_URL`) point the tests at another server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('DROP DATABASE IF EXISTS template_bdhvs WITH (FORCE)');
  await owner.query(
    "CREATE DATABASE template_bdhvs ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'",
  );
  await owner.end();
  await migrate(databaseUrl(url, 'template_bdhvs'), listMigrations(process.cwd(), moduleNames));
  project.provide('database', { url, appUrl: given ? process.env['DATABASE_APP_URL'] : server!.appUrl });
  return async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
