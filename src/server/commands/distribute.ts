import type { Command as Commander } from 'commander';
import { distribute, readPlan } from '#platform/database/distribute.ts';
import { sayPlace } from '#platform/database/distribution.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { listMigrations, lockMigrations } from '#platform/database/migrate.ts';
import type pg from 'pg';
import { distributionRules } from '../distribution.ts';
import { moduleNames } from '../modules.ts';
import { root } from '../root.ts';
import { group } from './group.ts';
import { print, say, withDatabase } from './session.ts';

/** @throws Obstacle when the tables are not of this version */
export async function requireMigrated(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('platform.migrations') IS NOT NULL AS there",
  );
  const done = rows[0]!.there
    ? (await client.query<{ name: string }>('SELECT name FROM platform.migrations')).rows
    : [];
  const applied = new Set(done.map(({ name }) => name));
  const waiting = listMigrations(root, moduleNames).filter(({ name }) => !applied.has(name)).length;
  if (waiting > 0)
    throw new Obstacle(
      `${waiting} migrations are waiting: bring the tables to this version first (npm run bdhvs -- migrate)`,
    );
}

export function addDistributeCommand(program: Commander): void {
  group(program, 'db', 'the tables on a cluster')
    .command('distribute')
    .description('lay the tables on a Citus cluster; safe to repeat, refused on one server')
    .option('--plan', 'say where each table would lie, on any PostgreSQL, and change nothing')
    .action(({ plan: onlyPlan }: { plan?: boolean }) =>
      withDatabase(async (client) => {
        await requireMigrated(client);
        const rules = distributionRules();
        if (onlyPlan) {
          const { places } = await readPlan(client, rules);
          for (const { table, place } of places) print(`${table}: ${sayPlace(place)}`);
          return;
        }
        await lockMigrations(client);
        const { placed, restored } = await distribute(client, rules, print);
        say(
          placed === 0
            ? 'Nothing to do: every table lies where it belongs.'
            : `${placed} tables placed, ${restored} foreign keys put back.`,
        );
      }),
    );
}
