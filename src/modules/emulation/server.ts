import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { deleteProposalsOf, listProposalsOf } from './server/commendations.store.ts';
import { policyKind } from './server/content.ts';
import { routes } from './server/routes.ts';

export { deleteDemoEmulation } from './server/demo.store.ts';

export const emulation: ServerModule = {
  name: 'emulation',
  routes,
  messages: { vi, en },
  content: [policyKind],
  exportPerson: async ({ db }, person) => ({
    commendations: (await listProposalsOf(db as never, person)).map(
      ({ rule, period, reason, state, proposed_at }) => ({ rule, period, reason, state, proposed_at }),
    ),
  }),
  erasePerson: deleteProposalsOf,
};
