import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command as Commander } from 'commander';
import { Obstacle } from '#platform/database/explain.ts';
import { warningsOf } from '#platform/content/release.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { contentKinds, readRelease } from '../boot.ts';
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
    .option('--verbose', 'each warning too: content past its day, sentences that could be plainer')
    .action((folder: string | undefined, { verbose }: { verbose?: boolean }) => {
      if (folder && !existsSync(folder)) throw new Obstacle(`${folder} is not there`);
      const release = readRelease(folder && resolve(folder), true);
      for (const [kind, entries] of Object.entries(release.kinds)) print(`${kind}: ${entries.length}`);
      print(`pictures: ${Object.keys(release.assets).length}`);
      const warnings = warningsOf(release, contentKinds, vietnamDay(new Date()));
      if (verbose) for (const { path, line, what } of warnings) print(`content/${path}:${line} ${what}`);
      print(`release ${release.id}: no faults, ${warnings.length} warnings`);
      if (warnings.length > 0 && !verbose) say('See them with --verbose.');
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
