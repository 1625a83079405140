import type { Command as Commander } from 'commander';
import { keysFileOf, sumTable, writeBackup } from '#platform/backup/backup.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { listTables, STEADY_TEXT } from '#platform/backup/tables.ts';
import { keyCheck } from '#platform/crypto/key-check.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { listMigrations } from '#platform/database/migrate.ts';
import { readMasterKey } from '../boot.ts';
import { moduleNames } from '../modules.ts';
import { root } from '../root.ts';
import { print, say, withDatabase } from './session.ts';

export function addBackupCommands(program: Commander, version: string): void {
  program
    .command('backup')
    .description(
      'write the whole database as of one moment to <file>, and its keys to <file>.keys; the program may run',
    )
    .argument('<file>')
    .action((file: string) =>
      withDatabase(async (client, config) => {
        const known = await client.query<{ there: boolean }>(
          `SELECT to_regclass('platform.migrations') IS NOT NULL AS there`,
        );
        if (!known.rows[0]?.there) throw new Obstacle('This database is empty: there is nothing to back up');
        const master = readMasterKey(config);
        const result = await writeBackup(client, {
          file,
          version,
          keyCheck: keyCheck(master),
          now: new Date(),
          say,
        });
        const rows = Object.values(result.tables).reduce((sum, table) => sum + table.rows, 0);
        print(`${file}: ${rows} rows as of ${result.takenAt}`);
        print(
          `${keysFileOf(file)}: the keys; keep them apart, and not longer than the law lets you keep an erased person`,
        );
      }),
    );
  program
    .command('inventory')
    .description('rows and digest of every table, to compare two databases')
    .action(() =>
      withDatabase(async (client) => {
        await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${STEADY_TEXT}`);
        for (const table of await listTables(client)) {
          const { rows, digest } = await sumTable(client, table);
          print(`${table.name} ${rows} ${digest}`);
        }
        await client.query('ROLLBACK');
      }),
    );
  program
    .command('restore')
    .description('put a backup into an empty database, all or nothing, and prove that it is equal')
    .argument('<file>')
    .option('--keys <file>', 'the file of keys, when it is not <file>.keys')
    .option('--replace', 'throw away what the database holds now')
    .action((file: string, options: { keys?: string; replace?: boolean }) =>
      withDatabase(async (client, config, { running }) => {
        if (running) throw new Obstacle('The program is running on this database: stop it first');
        const result = await restoreBackup(client, {
          file,
          keysFile: options.keys ?? keysFileOf(file),
          keyCheck: keyCheck(readMasterKey(config)),
          migrations: listMigrations(root, moduleNames),
          replace: options.replace ?? false,
          say,
        });
        print(`${result.rows} rows in ${result.tables} tables restored and proven equal`);
      }),
    );
}
