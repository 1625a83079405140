import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { commands } from './server/commands.ts';
<<<<<<< HEAD
import { deleteDeliveriesOf, moveDeliveries } from './server/deliveries.store.ts';
=======
import { deleteDeliveriesOf } from './server/deliveries.store.ts';
import { catchUp } from './server/past.ts';
>>>>>>> 3e636de (interop: programs read confirmations, results and figures with OAuth client credentials, as feeds that miss and double nothing; secrets change over)
import { exportDeliveries } from './server/person.ts';
import { planAfterEvent } from './server/plan.ts';
import { routes } from './server/routes.ts';
import { sendDue } from './server/send.ts';

export const interop: ServerModule = {
  name: 'interop',
  routes,
  messages: { vi, en },
  commands,
  handlers: {
    'credentials.issued': planAfterEvent,
    'credentials.revoked': planAfterEvent,
    'identity.consent-changed': planAfterEvent,
    'identity.home-set': planAfterEvent,
  },
<<<<<<< HEAD
  schedules: { send: { cron: '* * * * *', run: async (context) => void (await sendDue(context)) } },
  adopt: moveDeliveries,
=======
  schedules: {
    send: { cron: '* * * * *', run: async (context) => void (await sendDue(context)) },
    'catch-up': { cron: '* * * * *', run: (context) => catchUp(context) },
  },
>>>>>>> 3e636de (interop: programs read confirmations, results and figures with OAuth client credentials, as feeds that miss and double nothing; secrets change over)
  exportPerson: exportDeliveries,
  erasePerson: deleteDeliveriesOf,
};
