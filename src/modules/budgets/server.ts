import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { routes } from './server/routes.ts';

export { deleteDemoBudgets } from './server/demo.store.ts';

export const budgets: ServerModule = { name: 'budgets', routes, messages: { vi, en } };
