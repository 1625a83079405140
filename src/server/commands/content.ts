import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command as Commander } from 'commander';
import { Obstacle } from '#platform/database/explain.ts';
import { readRelease } from '../boot.ts';
import { group } from './group.ts';
import { print, say, withProgram } from './session.ts';

export function addContentCommands(program: Commander): void {
  const content = group(
    program,
    'content',
    'lessons, questions, frameworks, plans: the files under content/',
  );
  content
    .command('check')
    .description('read every file and list every fault with file and line')
    .argument('[folder]', 'another content folder')
    .action((folder?: string) => {
      if (folder && !existsSync(folder)) throw new Obstacle(`${folder} is not there`);
      const release = folder ? readRelease(resolve(folder)) : readRelease();
      for (const [kind, entries] of Object.entries(release.kinds)) print(`${kind}: ${entries.length}`);
      print(`pictures: ${Object.keys(release.assets).length}`);
      print(`release ${release.id}: no faults`);
    });
  content
    .command('load')
    .description(
      'check the files and bring what they say into the database (a running program takes them in at its next start)',
    )
    .action(() =>
      withProgram(async ({ services }) => {
        print(`release ${services.content().id} is loaded`);
        say('Restart a running program to serve it.');
      }),
    );
}
