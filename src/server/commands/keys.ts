import type { Command as Commander } from 'commander';
import { keyCheck, requireSameKey } from '#platform/crypto/key-check.ts';
import { connectOwner } from '#platform/database/connect.ts';
import { readConfig } from '#platform/config/config.ts';
import { readMasterKey } from '../boot.ts';
import { group } from './group.ts';
import { print, withDatabase } from './session.ts';

export function addKeyCommands(program: Commander): void {
  const keys = group(
    program,
    'keys',
    'the master key, from which all others come, and the key that signs certificates',
  );
  keys
    .command('check')
    .description('tell whether the configured master key is that of the database')
    .action(() =>
      withDatabase(async (_client, config, { url }) => {
        const master = readMasterKey(config);
        const connection = connectOwner({ url }, 1);
        try {
          await requireSameKey(connection.db, master);
        } finally {
          await connection.close();
        }
        print(`The master key fits. Its check value is ${keyCheck(master)}.`);
      }),
    );
  keys
    .command('export')
    .description('print the master key, to be kept apart from every backup: on paper, or in a vault')
    .action(() => print(`BDHVS_MASTER_KEY=${readMasterKey(readConfig(process.env)).toString('base64')}`));
}
