import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { plansPolicyKind } from './server/content.ts';

export const plans: ServerModule = {
  name: 'plans',
  messages: { vi, en },
  content: [plansPolicyKind],
};
