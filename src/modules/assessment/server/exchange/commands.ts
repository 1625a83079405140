import { readFile as read, writeFile as write } from 'node:fs/promises';
import { treeOf } from '#modules/organisations/server.ts';
import { entriesOf } from '#platform/content/release.ts';
import { Obstacle } from '#platform/database/explain.ts';
import type { Command } from '#platform/http/module.ts';
import { FileFault, type Place, type Refused } from '../../domain/exchange/exchanged.ts';
import { formats } from '../../domain/exchange/formats.ts';
import { itemKind } from '../bundle.ts';
import { addDrafts, competencesOfContent, filledIn } from './import-items.ts';
import { readFile } from './read-file.ts';
import { writeFile } from './write-file.ts';

const placed = ({ file, line, question, name }: Place): string =>
  [file, line && `line ${line}`, question && `question ${question}`, name && `“${name}”`]
    .filter(Boolean)
    .join(', ');
const told = ({ place, reason, detail }: Refused): string =>
  `  not taken: ${placed(place)}: ${reason}${detail && ` (${detail})`}`;

/** Nobody in particular: whoever has the command line. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Questions between this program and others, from the command line. */
export const exchangeCommands: Readonly<Record<string, Command>> = {
  'items export': {
    summary: `questions of the content files for another program: ${formats.join(', ')}`,
    arguments: [{ name: '<file>', summary: 'where to write it' }],
    options: [
      { flags: '--format <format>', summary: formats.join(', ') },
      { flags: '--competence <code>', summary: 'only of this competence, such as 4.2' },
    ],
    run: async ({ content }, { arguments: [file], options, print }) => {
      const format = formats.find((one) => one === options['format']);
      if (!format) throw new Obstacle(`Say which: --format ${formats.join(' | ')}`);
      const items = entriesOf(content(), itemKind)
        .filter(({ value }) => (options['competence'] ?? value.competence) === value.competence)
        .flatMap(({ value }) => value.items);
      if (items.length === 0) throw new Obstacle(`There are no questions of ${options['competence']}`);
      const { bytes, count, variants, refused } = await writeFile(items, format);
      await write(file!, bytes);
      print(
        `${file}: ${count} questions (${variants} of them one variant of a template), ${refused.length} that ${format} cannot hold`,
      );
      for (const one of refused) print(told(one));
    },
  },
  'items check': {
    summary: 'what would be taken of a file of questions, and what not, and why; keeps nothing',
    arguments: [{ name: '<file>', summary: 'a file of another program' }],
    run: async (_, { arguments: [file], print }) => {
      const { format, taken, refused } = await readFile(await read(file!)).catch((error: unknown) => {
        if (error instanceof FileFault) throw new Obstacle(`${file} is not taken: ${error.message}`);
        throw error;
      });
      print(`${file}: ${format}, ${taken.length} questions can be taken, ${refused.length} not`);
      for (const one of refused) print(told(one));
      for (const { place, left } of taken)
        if (left.length > 0) print(`  left out: ${placed(place)}: ${left.join(', ')}`);
    },
  },
  'items import': {
    summary: 'takes the questions of a file in as drafts of a unit',
    arguments: [{ name: '<file>', summary: 'a file of another program' }],
    options: [
      { flags: '--unit <number>', summary: 'whose drafts they become' },
      { flags: '--competence <code>', summary: 'of questions whose file names none' },
      { flags: '--tier <number>', summary: 'of questions whose file names none; 2 unless told' },
    ],
    run: async (services, { arguments: [file], options, print }) => {
      const unit = Number(options['unit']);
      if (!(await treeOf(services.db)).find(unit)) throw new Obstacle('Say whose: --unit <number>');
      const usual = { competence: String(options['competence'] ?? ''), tier: Number(options['tier'] ?? 2) };
      if (!competencesOfContent(services).has(usual.competence))
        throw new Obstacle('Say a competence of the framework: --competence <code>');
      const { taken, refused } = await readFile(await read(file!)).catch((error: unknown) => {
        if (error instanceof FileFault) throw new Obstacle(`${file} is not taken: ${error.message}`);
        throw error;
      });
      const items = filledIn(services, taken, usual);
      const { added, known } = await services.db
        .transaction()
        .execute((tx) => addDrafts(services, tx, unit, services.newId(), items, NOBODY));
      print(
        `${added} questions are new drafts, ${known} were there already, ${refused.length} were not taken`,
      );
      for (const one of refused) print(told(one));
    },
  },
};
