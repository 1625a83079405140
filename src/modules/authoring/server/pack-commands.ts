import { readFileSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { treeOf } from '#modules/organisations/server.ts';
import type { CommandInput, ServerModule } from '#platform/http/module.ts';
import { makePack, type PackChoice } from './make-pack.ts';
import { takePack } from './take-pack.ts';

/** Far more than the lessons of a province; the pack is unpacked in memory. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Nobody in particular: whoever has the command line. Anybody of the unit may sign off what comes so. */
const COMMAND_LINE = { partKey: 0, personId: '00000000-0000-0000-0000-000000000000' };

function choiceOf({ options }: CommandInput): PackChoice {
  const { unit, lesson, programme } = options as Record<string, string | undefined>;
  if ([unit, lesson, programme].filter(Boolean).length !== 1)
    throw new Error('Say which: --unit <number>, --lesson <id> or --programme <id>.');
  if (unit !== undefined) return { unit: Number(unit) };
  return lesson === undefined ? { programme: programme! } : { lesson };
}

/** Sizes as the archive's directory tells them are held to a limit before anything is unpacked. */
function unzip(file: string): Record<string, Uint8Array> {
  let unpacked = 0;
  return unzipSync(readFileSync(file), {
    filter: ({ originalSize }) => {
      unpacked += originalSize;
      if (unpacked > MOST_BYTES) throw new Error(`${file} unpacks to more than ${MOST_BYTES} bytes`);
      return true;
    },
  });
}

export const packCommands: NonNullable<ServerModule['commands']> = {
  'content export': {
    summary: 'lessons as a pack (zip) for another installation',
    arguments: [{ name: '<file>', summary: 'where to write it' }],
    options: [
      { flags: '--unit <number>', summary: 'the lessons that a unit published' },
      { flags: '--lesson <id>', summary: 'one lesson of the content files' },
      { flags: '--programme <id>', summary: 'the lessons of a programme of the content files' },
    ],
    run: async (services, given) => {
      const [file] = given.arguments as [string];
      const pack = await makePack(services, choiceOf(given), new URL(services.config.publicUrl).host);
      writeFileSync(file, pack);
      given.print(`${file}: ${pack.length} bytes`);
    },
  },
  'content import': {
    summary: 'takes the lessons of a pack in as drafts of a unit, to be signed off there',
    arguments: [{ name: '<file>', summary: 'a pack of another installation' }],
    options: [{ flags: '--unit <number>', summary: 'whose drafts they become' }],
    run: async (services, { arguments: [file], options, print }) => {
      const unit = Number(options['unit']);
      if (!(await treeOf(services.db)).find(unit)) throw new Error('Say whose: --unit <number>.');
      const files = unzip(file!);
      const read = async (name: string) => (Object.hasOwn(files, name) ? files[name] : undefined);
      const { added, known } = await takePack(services, unit, COMMAND_LINE, read);
      print(`${added} lessons are new, ${known} were there already`);
    },
  },
};
