import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { freezeBundles, itemKind, ruleKind } from './server/bundle.ts';
import { listOfPerson } from './server/appeals/appeals.store.ts';
import { commands } from './server/commands.ts';
import { addUnitItems } from './server/exchange/in-tests.ts';
import { dropOpenImports } from './server/exchange/unit-items.store.ts';
import { endOverdue } from './server/end-session.ts';
import { forgetPapers } from './server/paper/papers.store.ts';
import { endForgotten } from './server/sittings/end-sitting.ts';
import { routes } from './server/routes.ts';
import { watchNow } from './server/watch-integrity.ts';
import { movePasses } from './server/rechecks.store.ts';
import { deletePerson, listSessions, moveSessions } from './server/session.store.ts';

export { itemKind } from './server/bundle.ts';
export { reportBank, type BankReport } from './domain/bank-report.ts';
export { drawNormal, randomFor, shuffle, type Random } from './domain/random.ts';
export {
  removeDemoTests,
  takeDemoTests,
  watchDemoTests,
  type DemoTaker,
  type DemoTest,
} from './server/demo.ts';
export { findOutcome, type Outcome } from './server/read-session.ts';

export const assessment: ServerModule = {
  name: 'assessment',
  routes,
  content: [itemKind, ruleKind],
  messages: { vi, en },
  addContent: addUnitItems,
  start: freezeBundles,
  commands,
  schedules: {
    'end-overdue': { cron: '* * * * *', run: async (services) => void (await endOverdue(services)) },
    'end-forgotten': { cron: '40 * * * *', run: endForgotten },
    'drop-open-imports': {
      cron: '40 3 * * *',
      run: async ({ db, now }) =>
        void (await dropOpenImports(db, new Date(now().getTime() - 7 * 86_400_000))),
    },
    'watch-integrity': { cron: '15 4 * * *', run: async (context) => void (await watchNow(context)) },
  },
  adopt: async (tx, from, to) => {
    await moveSessions(tx, from, to);
    await movePasses(tx, from, to);
  },
  exportPerson: async ({ db }, person) => ({
    // The seed would open the questions of a test that is still running.
    sessions: (await listSessions(db, person, 1000)).map((session) => ({
      ...session,
      state: { ...session.state, seed: undefined },
    })),
    appeals: await listOfPerson(db, person),
  }),
  erasePerson: async (tx, person) => {
    await forgetPapers(tx, person);
    await deletePerson(tx, person);
  },
};
