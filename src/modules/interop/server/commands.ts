import { readFileSync } from 'node:fs';
import { Obstacle } from '#platform/database/explain.ts';
import { systemContext } from '#platform/http/context.ts';
import type { Command, CommandInput } from '#platform/http/module.ts';
import { fields, scopes, ways, type Way } from '../domain/scopes.ts';
import { listDeliveries, reviveFailed } from './deliveries.store.ts';
import { inWords, listOf, readDay, readId, textOf } from './command-input.ts';
import { listReceivers } from './receivers.store.ts';
import { addReceiver, removeReceiver, rotateSecret } from './receivers.ts';
import { sendDue } from './send.ts';

const KEY_OPTION = {
  flags: '--key <file>',
  summary: 'its public key (JWK) in place of a secret, with --way pull',
};
const keyFile = ({ options }: CommandInput): string | null =>
  options['key'] === undefined ? null : readFileSync(textOf(options['key']), 'utf8').slice(0, 10_000);

/** What the command line can do with systems outside that get confirmations. */
export const commands: Readonly<Record<string, Command>> = {
  'receivers add': {
    summary: 'Register a system outside that gets confirmations; prints its id and, this once, its secret.',
    arguments: [{ name: '[address]', summary: 'where it listens, https://…, with --way webhook' }],
    options: [
      { flags: '--unit <number>', summary: 'it gets those of people who live in this unit or below it' },
      { flags: '--name <name>', summary: 'what it is, as people read it in their own data' },
      {
        flags: '--way <way>',
        summary: 'webhook: it is called (unless told); pull: it asks with tokens; file: it is handed files',
      },
      {
        flags: '--fields <list>',
        summary: `what it is told beside the code, by comma: ${fields.join(', ')}`,
      },
      { flags: '--scopes <list>', summary: `what it may ask for, by comma: ${scopes.join(', ')}` },
      { flags: '--until <day>', summary: 'it is over on this day, YYYY-MM-DD' },
      { flags: '--past', summary: 'it gets confirmations from before today as well' },
      KEY_OPTION,
    ],
    run: async (services, given) => {
      const { options, print, say } = given;
      const id = services.newId();
      const { secret } = await inWords(async () =>
        addReceiver(
          { ...services, actor: { kind: 'nobody' } },
          {
            id,
            address: given.arguments[0] ?? null,
            unitId: Number(options['unit']),
            name: readName(textOf(options['name'])),
            way: listOf(textOf(options['way']) || 'webhook', ways, '--way')[0] as Way,
            fields: listOf(textOf(options['fields']), fields, '--fields'),
            scopes: listOf(textOf(options['scopes']), scopes, '--scopes'),
            endsAt: options['until'] === undefined ? null : readDay(textOf(options['until'])),
            past: options['past'] === true,
            publicKey: keyFile(given),
          },
        ),
      );
      print([id, secret ?? '-'].join('\t'));
      say('A secret is not shown again. It gets confirmations of people who have agreed to "handing-on".');
    },
  },
  'receivers list': {
    summary: 'Every system that gets confirmations: id, unit, way, name, address, fields, scopes, end.',
    run: async (services, { print }) => {
      for (const one of await listReceivers(services.db, services.now())) {
        const lists = [one.fields, one.scopes].map((list) => list.join(',') || '-');
        const end = one.ends_at?.toISOString() ?? '-';
        print([one.id, one.unit_id, one.way, one.name, one.address ?? '-', ...lists, end].join('\t'));
      }
    },
  },
  'receivers rotate': {
    summary: 'Give a system a new secret, printed this once; the one before holds for some days more.',
    arguments: [{ name: '<receiver>', summary: 'its id, as "receivers list" gives it' }],
    options: [
      { flags: '--overlap <days>', summary: 'how long the one before holds: 0 to 90, 7 unless told' },
      KEY_OPTION,
    ],
    run: async (services, given) => {
      const overlapDays = Number(given.options['overlap'] ?? 7);
      if (!(overlapDays >= 0 && overlapDays <= 90)) throw new Obstacle('--overlap takes 0 to 90 days');
      const change = { overlapDays, publicKey: keyFile(given) };
      const made = { ...services, actor: { kind: 'nobody' } } as const;
      const secret = await inWords(() => rotateSecret(made, readId(given.arguments[0]), change));
      given.print(secret ?? '-');
    },
  },
  'receivers remove': {
    summary: 'Tell a system nothing more, also not what waits; the register of what it got stays.',
    arguments: [{ name: '<receiver>', summary: 'its id, as "receivers list" gives it' }],
    run: async (services, { arguments: [id], say }) => {
      await inWords(() => removeReceiver({ ...services, actor: { kind: 'nobody' } }, readId(id)));
      say('Removed.');
    },
  },
  'deliveries list': {
    summary:
      'What was sent, the newest 200: id, receiver, kind, state, tries, sent, acknowledged, last answer.',
    options: [{ flags: '--receiver <id>', summary: 'only those of one receiver' }],
    run: async (services, { options, print }) => {
      const receiver = options['receiver'] === undefined ? undefined : readId(textOf(options['receiver']));
      for (const one of await listDeliveries(services.db, 200, receiver)) {
        const { sent_at: sent, acknowledged_at: acknowledged } = one;
        const days = [sent, acknowledged].map((at) => at?.toISOString() ?? '-');
        const answer = one.last_status ?? one.last_error ?? '-';
        print([one.id, one.receiver_id, one.kind, one.state, one.attempts, ...days, answer].join('\t'));
      }
    },
  },
  'deliveries retry': {
    summary: 'Let what was given up for a receiver wait again.',
    arguments: [{ name: '<receiver>', summary: 'its id' }],
    run: async (services, { arguments: [id], print }) => {
      print(`${await reviveFailed(services.db, readId(id), services.now())} wait again`);
    },
  },
  'deliveries send': {
    summary: 'Send now what is due; the running program does so each minute.',
    run: async (services, { print }) => {
      print(`${await sendDue(systemContext(services, services.newId()))} tries`);
    },
  },
};

function readName(text: string): string {
  if (!text.trim() || text.length > 120) throw new Obstacle('--name takes 1 to 120 letters');
  return text;
}
