import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { commands } from './server/commands.ts';
import { batchCommands } from './server/files/commands.ts';
import { deleteDeliveriesOf, moveDeliveries } from './server/deliveries.store.ts';
import { moveRows } from './server/files/batches.store.ts';
import { eraseRowsOf } from './server/files/erase-rows.ts';
import { catchUp } from './server/past.ts';
import { exportDeliveries } from './server/person.ts';
import { planAfterEvent } from './server/plan.ts';
import { routes } from './server/routes.ts';
import { sendDue } from './server/send.ts';

export const interop: ServerModule = {
  name: 'interop',
  routes,
  messages: { vi, en },
  commands: { ...commands, ...batchCommands },
  handlers: {
    'credentials.issued': planAfterEvent,
    'credentials.revoked': planAfterEvent,
    'identity.consent-changed': planAfterEvent,
    'identity.home-set': planAfterEvent,
  },
  schedules: {
    send: { cron: '* * * * *', run: async (context) => void (await sendDue(context)) },
    'catch-up': { cron: '* * * * *', run: (context) => catchUp(context) },
  },
  adopt: async (tx, from, to) => {
    await moveDeliveries(tx, from, to);
    await moveRows(tx, from, to);
  },
  exportPerson: exportDeliveries,
  erasePerson: async (tx, person) => {
    await eraseRowsOf(tx, person);
    await deleteDeliveriesOf(tx, person);
  },
};
