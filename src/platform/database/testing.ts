import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from './address.ts';
import { APP_ROLE, connect, type Connection } from './connect.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the run's server; its database `template_bdhvs` holds every migration and nothing else. */
    databaseUrl: string;
  }
}

export interface TestDatabase extends Connection {
  readonly url: string;
}

/** A clone of the migrated template for one test file: tens of milliseconds, dropped by `close`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('databaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(server, `CREATE DATABASE ${name} TEMPLATE template_bdhvs`);
  const url = databaseUrl(server, name);
  const connection = connect(url, APP_ROLE, 8);
  return {
    ...connection,
    url,
    close: async () => {
      await connection.close();
      await asOwner(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
