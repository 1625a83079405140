import { Command as Commander } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import { addBackupCommands } from './backup.ts';
import { addContentCommands } from './content.ts';
import { addDatabaseCommands } from './database.ts';
import { addDistributeCommand } from './distribute.ts';
import { addKeyCommands } from './keys.ts';
import { addModuleCommands } from './modules.ts';
import { addUnitCommands } from './units.ts';

/** The whole command line. */
export function makeProgram(): Commander {
  const program = new Commander('bdhvs')
    .usage('<command> [options]   (npm run bdhvs -- <command>)')
    .description(
      'Works on the same database as the running program: DATABASE_URL, or our own under BDHVS_DATA, started when it does not run.',
    )
    .version(packageJson.version)
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 refused or failed, 2 not understood. Settings: docs/operations.md',
    );
  addDatabaseCommands(program);
  addDistributeCommand(program);
  addContentCommands(program);
  addUnitCommands(program);
  addBackupCommands(program, packageJson.version);
  addKeyCommands(program);
  addModuleCommands(program);
  return program;
}
