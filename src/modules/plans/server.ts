import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { plansPolicyKind } from './server/content.ts';
import { routes } from './server/routes.ts';

export {
  listAcceptedTargets,
  listAcceptedTasks,
  listPlanNames,
  namesOfDocuments,
  type AcceptedTarget,
  type AcceptedTask,
} from './server/documents.store.ts';

export { extract } from './server/extract/extract.ts';

export const plans: ServerModule = {
  name: 'plans',
  routes,
  messages: { vi, en },
  content: [plansPolicyKind],
};
