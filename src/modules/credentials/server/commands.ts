import type { Command } from '#platform/http/module.ts';
import { publicKeys, rotateKey, stateOf, withdrawKey } from './keys.ts';

/** What the command line can do with the keys that sign certificates. */
export const commands: Readonly<Record<string, Command>> = {
  'keys list': {
    summary:
      'Every key that ever signed certificates: its id, its state, from when and until when it signed.',
    run: async (services, { print }) => {
      for (const key of await publicKeys(services)) {
        const until = key.validTo?.toISOString() ?? '-';
        print([key.id, stateOf(key), key.validFrom.toISOString(), until].join('\t'));
      }
    },
  },
  'keys rotate': {
    summary: 'End the key that signs certificates and make a new one; what was signed stays valid.',
    run: async (services, { print, say }) => {
      print(await rotateKey(services));
      say(
        'This key signs from now on, also in a running program. The ended one stays published with its last day.',
      );
    },
  },
  'keys withdraw': {
    summary:
      'Take back a key that others may have got hold of: no document that it signed is accepted any more.',
    arguments: [{ name: '<key>', summary: 'its id, as "keys list" gives it' }],
    run: async (services, { arguments: [id], say }) => {
      await withdrawKey(services, id!);
      say('Withdrawn. Codes printed on certificates stay good; signed files and QR codes must be made anew.');
    },
  },
};
