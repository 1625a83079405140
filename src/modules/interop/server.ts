import type { ServerModule } from '#platform/http/module.ts';
import { commands } from './server/commands.ts';
import { deleteDeliveriesOf } from './server/deliveries.store.ts';
import { exportDeliveries } from './server/person.ts';
import { planAfterEvent } from './server/plan.ts';
import { sendDue } from './server/send.ts';

export const interop: ServerModule = {
  name: 'interop',
  commands,
  handlers: {
    'credentials.issued': planAfterEvent,
    'credentials.revoked': planAfterEvent,
    'identity.consent-changed': planAfterEvent,
    'identity.home-set': planAfterEvent,
  },
  schedules: { send: { cron: '* * * * *', run: async (context) => void (await sendDue(context)) } },
  exportPerson: exportDeliveries,
  erasePerson: deleteDeliveriesOf,
};
