import type { Command as Commander } from 'commander';
import { listMigrations, migrate } from '#platform/database/migrate.ts';
import { moduleNames } from '../modules.ts';
import { removeDemo, loadDemo } from '../demo.ts';
import { root } from '../root.ts';
import { group } from './group.ts';
import { print, say, withDatabase, withProgram } from './session.ts';

export function addDatabaseCommands(program: Commander): void {
  program
    .command('migrate')
    .description('bring the tables of the database to this version')
    .action(() =>
      withDatabase(async (_client, _config, { url }) => {
        const applied = await migrate(url, listMigrations(root, moduleNames), say);
        for (const name of applied) print(name);
        say(applied.length === 0 ? 'Nothing to do.' : `${applied.length} migrations applied.`);
      }),
    );
  const demo = group(program, 'demo', 'invented people and plans for a demonstration');
  demo
    .command('load')
    .description('load what the modules invent; safe to repeat')
    .action(() => withProgram(({ services, database }) => loadDemo(services, database.url, say)));
  demo
    .command('remove')
    .description('remove everything invented, and who signed in through the trial provider')
    .action(() => withProgram(({ services, database }) => removeDemo(services, database.url, say)));
}
