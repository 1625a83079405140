import { systemContext } from '#platform/http/context.ts';
import type { Command } from '#platform/http/module.ts';
import { listDeliveries, reviveFailed } from './deliveries.store.ts';
import { listReceivers } from './receivers.store.ts';
import { addReceiver, removeReceiver } from './receivers.ts';
import { sendDue } from './send.ts';
import { fields } from './tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws Error when it is no id */
function readId(text: string | undefined): string {
  if (!text || !UUID.test(text)) throw new Error(`${text} is no id of a receiver; see "receivers list"`);
  return text;
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the command line can do with systems that are told of confirmations. */
export const commands: Readonly<Record<string, Command>> = {
  'receivers add': {
    summary: 'Register a system that is told of confirmations; prints its id and, this once, its secret.',
    arguments: [{ name: '<address>', summary: 'where it listens, https://…' }],
    options: [
      { flags: '--unit <number>', summary: 'it is told of people who live in this unit or below it' },
      { flags: '--name <name>', summary: 'what it is, as people read it in their own data' },
      {
        flags: '--fields <list>',
        summary: `what it is told beside the code, by comma: ${fields.join(', ')}`,
      },
    ],
    run: async (services, { arguments: [address], options, print, say }) => {
      const { id, secret } = await addReceiver(services, {
        address: address!,
        unitId: Number(options['unit']),
        name: text(options['name']),
        wanted: text(options['fields']),
      });
      print([id, secret].join('\t'));
      say('The secret is not shown again. It hears of people who have agreed to "handing-on", from now on.');
    },
  },
  'receivers list': {
    summary: 'Every system that is told of confirmations: id, unit, name, address, fields.',
    run: async (services, { print }) => {
      for (const one of await listReceivers(services.db))
        print([one.id, one.unit_id, one.name, one.address, one.fields.join(',') || '-'].join('\t'));
    },
  },
  'receivers remove': {
    summary: 'Tell a system nothing more, also not what waits; the register of what it was sent stays.',
    arguments: [{ name: '<receiver>', summary: 'its id, as "receivers list" gives it' }],
    run: async (services, { arguments: [id], say }) => {
      await removeReceiver(services, readId(id));
      say('Removed.');
    },
  },
  'deliveries list': {
    summary:
      'What was sent, the newest 200: id, receiver, kind, state, tries, sent, acknowledged, last answer.',
    options: [{ flags: '--receiver <id>', summary: 'only those of one receiver' }],
    run: async (services, { options, print }) => {
      const receiver = options['receiver'] === undefined ? undefined : readId(text(options['receiver']));
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
