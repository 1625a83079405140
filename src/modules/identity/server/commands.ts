import type { Command } from '#platform/http/module.ts';
import { TOP_UNIT } from '../domain/roles.ts';
import { Login } from '../domain/staff-contract.ts';
import * as v from 'valibot';
import { verifyAllAudit } from './audit.ts';
import { createAdmin } from './create-staff.ts';

/** What the command line can do with people and the log. */
export const commands: Readonly<Record<string, Command>> = {
  'admin create': {
    summary: 'Make an administrator and print her one-time invitation; nobody else ever knows her password.',
    arguments: [{ name: '<login>', summary: '3 to 40 letters without diacritics, digits, dots or hyphens' }],
    options: [
      { flags: '--name <name>', summary: 'her name, as colleagues see it' },
      { flags: '--unit <number>', summary: `the unit at the top of her reach (${TOP_UNIT}: everything)` },
    ],
    run: async (services, { arguments: [given], options, print }) => {
      const login = v.parse(Login, given);
      const unitId = Number(options['unit'] ?? TOP_UNIT);
      if (!Number.isInteger(unitId) || unitId < 1) throw new Error('--unit must be the number of a unit');
      const name = typeof options['name'] === 'string' ? options['name'] : login;
      const made = await createAdmin(services, { login, name, unitId });
      if (made.kind === 'invited')
        print(`${services.config.publicUrl}${made.path}   (once, until ${made.expiresAt})`);
    },
  },
  'audit verify': {
    summary: 'Follow every chain of the audit log; fails when an entry was changed or removed.',
    run: async (services, { print }) => {
      const verdicts = await verifyAllAudit(services.db);
      for (const one of verdicts) if (!one.sound) print(`part ${one.partKey}, entry ${one.seq}: ${one.what}`);
      const faults = verdicts.filter((one) => !one.sound).length;
      if (faults > 0) throw new Error(`${faults} of ${verdicts.length} chains are broken`);
      print(`${verdicts.length} chains, all sound`);
    },
  },
};
