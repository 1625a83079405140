import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { databaseUrl } from './address.ts';
import { withClient } from './client.ts';
import { connectApp, type Connection, type DatabaseAddress } from './connect.ts';
import { resetTo, type Fresh } from './reset.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's and the requests' URL of the run's server; its database `template_bdhvs` holds every migration and nothing else. */
    database: DatabaseAddress;
    /** Where no database can be cloned, as on a cluster: what the only one held when it was fresh. */
    fresh: Fresh | null;
  }
}

export interface TestDatabase extends Connection, DatabaseAddress {}

/**
 * A clone of the migrated template for one test file: tens of milliseconds, dropped by `close`. On a cluster the one
 * database, made fresh.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('database');
  const fresh = inject('fresh');
  if (fresh) {
    await withClient(server.url, (owner) => resetTo(owner, fresh));
    return { ...connectApp(server, 8), ...server };
  }
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server.url, (owner) => owner.query(`CREATE DATABASE ${name} TEMPLATE template_bdhvs`));
  const address = {
    url: databaseUrl(server.url, name),
    appUrl: server.appUrl && databaseUrl(server.appUrl, name),
  };
  const connection = connectApp(address, 8);
  return {
    ...connection,
    ...address,
    close: async () => {
      await connection.close();
      await withClient(server.url, (owner) => owner.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}
