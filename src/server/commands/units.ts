import type { Command as Commander } from 'commander';
import { loadUnits } from '#modules/organisations/server.ts';
import { group } from './group.ts';
import { print, say, withProgram } from './session.ts';

export function addUnitCommands(program: Commander): void {
  group(program, 'units', 'the tree of units')
    .command('load')
    .description('load the national list of provinces and communes; loading it again changes nothing')
    .action(() =>
      withProgram(async ({ services }) => {
        const loaded = await loadUnits(services, say);
        for (const [what, count] of Object.entries(loaded)) print(`${what}: ${String(count)}`);
      }),
    );
}
