import { readFileSync, writeFileSync } from 'node:fs';
import { Obstacle } from '#platform/database/explain.ts';
import { systemContext } from '#platform/http/context.ts';
import type { Command, CommandInput } from '#platform/http/module.ts';
import { readAnswers } from '../../domain/acknowledgement.ts';
import { inWords, readDay, readId, textOf } from '../command-input.ts';
import { acknowledgeBatch } from './acknowledge.ts';
import { countRows, listBatches } from './batches.store.ts';
import { openBatch } from './desk-batches.ts';
import { makeBatch } from './make-batch.ts';
import { batchKey } from './sign-batch.ts';

const RECEIVER = { name: '<receiver>', summary: 'its id, as "receivers list" gives it' };
const NUMBER = { name: '<number>', summary: 'of the batch' };
const operator = { kind: 'nobody' } as const;

function readNumber(text: string | undefined): number {
  if (!/^[1-9]\d{0,8}$/.test(text ?? '')) throw new Obstacle(`${text} is no number of a batch`);
  return Number(text);
}
function day(options: CommandInput['options'], name: string): string | null {
  const text = textOf(options[name]);
  if (text) readDay(text);
  return text || null;
}

/** What the command line can do with results handed over as files. */
export const batchCommands: Readonly<Record<string, Command>> = {
  'batches make': {
    summary: 'Put what waits for a receiver of files into its next batch; prints its number and rows.',
    arguments: [RECEIVER],
    options: [
      { flags: '--from <day>', summary: 'only what became known on this day or later, YYYY-MM-DD' },
      { flags: '--to <day>', summary: 'only what became known until this day' },
    ],
    run: async (services, { arguments: [receiver], options, print }) => {
      const id = services.newId();
      const wish = { id, from: day(options, 'from'), to: day(options, 'to') };
      const context = systemContext(services, id);
      const batch = await inWords(() => makeBatch(context, readId(receiver), wish));
      print(`${batch.number}\t${batch.row_count}`);
    },
  },
  'batches list': {
    summary: 'The batches of a receiver: number, made, rows, accepted, refused, fetched, settled, digest.',
    arguments: [RECEIVER],
    run: async (services, { arguments: [receiver], print }) => {
      const id = readId(receiver);
      const counts = await countRows(services.db, id);
      const count = (number: number, ...states: string[]) =>
        counts.reduce(
          (sum, one) => sum + (one.number === number && states.includes(one.state) ? one.count : 0),
          0,
        );
      for (const one of await listBatches(services.db, id, 1_000)) {
        const [made, ...others] = [one.made_at, one.downloaded_at, one.settled_at].map(
          (at) => at?.toISOString() ?? '-',
        );
        const answered = [count(one.number, 'accepted'), count(one.number, 'refused', 'corrected')];
        print([one.number, made, one.row_count, ...answered, ...others, one.digest].join('\t'));
      }
    },
  },
  'batches fetch': {
    summary: 'Write the files of a batch as a zip: rows as CSV and JSON, their digests, and a signature.',
    arguments: [RECEIVER, NUMBER],
    options: [{ flags: '--out <file>', summary: 'where to write it; a name of its own here otherwise' }],
    run: async (services, { arguments: [receiver, number], options, print }) => {
      const made = { ...services, actor: operator };
      const { name, zip } = await inWords(() => openBatch(made, readId(receiver), readNumber(number)));
      const file = textOf(options['out']) || name;
      writeFileSync(file, zip);
      print(file);
    },
  },
  'batches acknowledge': {
    summary:
      'Keep what a receiver answered to a batch, all of it or nothing; the same again changes nothing.',
    arguments: [
      RECEIVER,
      NUMBER,
      { name: '[file]', summary: 'lines "number;accepted" or "number;refused;reason"' },
    ],
    options: [{ flags: '--rest', summary: 'rows that the file does not name were accepted' }],
    run: async (services, { arguments: [receiver, number, file], options, print }) => {
      const { answers, faults } = readAnswers(file ? readFileSync(file, 'utf8') : '');
      if (faults.length > 0)
        throw new Obstacle(faults.map(({ line, text }) => `line ${line} cannot be read: ${text}`).join('\n'));
      const rest = options['rest'] === true ? 'accepted' : 'open';
      const made = { ...services, actor: operator };
      await inWords(() => acknowledgeBatch(made, readId(receiver), readNumber(number), { answers, rest }));
      print(`${answers.length} rows named`);
    },
  },
  'batches key': {
    summary: 'The public key (JWK) by which receivers check batches of this installation.',
    run: async ({ master }, { print }) => print(JSON.stringify(await batchKey(master), null, 2)),
  },
};
