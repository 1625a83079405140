import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { policyKind } from './server/content.ts';
import { routes } from './server/routes.ts';

export { deleteDemoRequests } from './server/demo.store.ts';

export const requests: ServerModule = {
  name: 'requests',
  routes,
  messages: { vi, en },
  content: [policyKind],
};
