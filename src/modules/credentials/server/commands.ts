import type { Command } from '#platform/http/module.ts';
import { rotateKey } from './keys.ts';

/** What the command line can do with the keys that sign certificates. */
export const commands: Readonly<Record<string, Command>> = {
  'keys rotate': {
    summary: 'End the key that signs certificates and make a new one; what was signed stays valid.',
    run: async (services, { print, say }) => {
      print(await rotateKey(services));
      say(
        'This key signs from now on, also in a running program. The ended one stays published with its last day.',
      );
    },
  },
};
