import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { formKind, policyKind } from './server/content.ts';
import { routes } from './server/routes.ts';

export {
  knownForms,
  knownNumbers,
  reportsAsked,
  verificationsOf,
  type AskedReport,
  type KnownForm,
  type KnownNumber,
  type Verification,
} from './server/known-numbers.ts';
export { insertDemoReports, removeDemoReports } from './server/demo.ts';

export const reporting: ServerModule = {
  name: 'reporting',
  routes,
  messages: { vi, en },
  content: [formKind, policyKind],
};
