import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { deletePerson, listEvents, moveEvents } from './server/events.store.ts';
import { practiceKind } from './server/library.ts';
import { routes } from './server/routes.ts';
import { deleteOldCodes } from './server/witness.store.ts';

export { checkPictures, practiceKind } from './server/library.ts';
export { withScenes, type LocalScene } from './server/local.ts';
export { progressOf } from './server/read-progress.ts';

export const practice: ServerModule = {
  name: 'practice',
  routes,
  content: [practiceKind],
  messages: { vi, en },
  adopt: moveEvents,
  exportPerson: async ({ db }, person) => ({ events: await listEvents(db, person) }),
  erasePerson: deletePerson,
  schedules: {
    'tidy-witness-codes': {
      cron: '35 3 * * *',
      run: ({ db, now }) => deleteOldCodes(db, now()),
    },
  },
};
