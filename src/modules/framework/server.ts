import type { ServerModule } from '#platform/http/module.ts';
import { frameworkKind } from './domain/framework.ts';
import { targetGroupKind } from './domain/target-groups.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { recordShipped } from './server/read-framework.ts';
import { routes } from './server/routes.ts';

export const framework: ServerModule = {
  name: 'framework',
  routes,
  content: [frameworkKind, targetGroupKind],
  messages: { vi, en },
  start: recordShipped,
};
