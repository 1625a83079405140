import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { routes } from './server/routes.ts';
import { takePlans } from './server/take-plan.ts';

export const tasks: ServerModule = {
  name: 'tasks',
  routes,
  messages: { vi, en },
  handlers: {
    'plans.accepted': async (context, { payload }) => {
      await takePlans(context, String(payload.documentId));
    },
  },
  // Plans that were accepted before this module was there.
  start: async (services) => {
    await takePlans(services);
  },
};
