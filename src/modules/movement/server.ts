import type { DomainEvent, ServerModule } from '#platform/http/module.ts';
import type { Context } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { indicatorKind, planKind, policyKind } from './server/content.ts';
import { holidayKind, regimeKind } from './server/calendar-content.ts';
import { federationCommands } from './server/federation/commands.ts';
import { foldAll, foldSoon } from './server/fold.ts';
import { publish } from './server/publish.ts';
import { rebuild } from './server/rebuild.ts';
import { deleteOldDrafts } from './server/populations.store.ts';
import { routes } from './server/routes.ts';
import { recountEverybody, recountOnce } from './server/recount.ts';
import { forgetPerson, refreshPerson } from './server/refresh-person.ts';

export { indicatorKind, indicatorsOf, populationGroupsOf } from './server/content.ts';
export {
  countUnit,
  countUnits,
  reportPeriods,
  workingDaysOf,
  type CountedUnit,
} from './server/count-for-reports.ts';
export {
  countDemoPeople,
  insertDemoPopulations,
  removeDemoCounting,
  type DemoPopulation,
} from './server/demo.ts';
export { FIRST_DELTA, foldDeltas, type DeltaKey } from './server/fold.store.ts';
export { foldAll } from './server/fold.ts';
export { publish } from './server/publish.ts';
export { readPublic } from './server/read-public.ts';
export { rebuild, type Rebuilt } from './server/rebuild.ts';
export { recountEverybody } from './server/recount.ts';
export { refreshPeople, refreshPerson } from './server/refresh-person.ts';
export type { MovementTables } from './server/tables.ts';

/** Something happened to a person that may change what she counts for. */
async function recount(context: Context, { partKey, payload }: DomainEvent): Promise<void> {
  await refreshPerson(context, { partKey, personId: payload.personId });
  if (payload.fromId && payload.fromPartKey !== undefined)
    await refreshPerson(context, { partKey: payload.fromPartKey, personId: payload.fromId });
  foldSoon(context);
}

export const movement: ServerModule = {
  name: 'movement',
  routes,
  messages: { vi, en },
  content: [indicatorKind, planKind, policyKind, regimeKind, holidayKind],
  handlers: {
    'credentials.issued': recount,
    'credentials.revoked': recount,
    'identity.home-set': recount,
    'identity.adopted': recount,
    'identity.person-adopted': recount,
    'identity.erased': recount,
    'identity.person-erased': recount,
  },
  schedules: {
    'tidy-drafts': {
      cron: '30 3 * * *',
      run: ({ db, now }) => deleteOldDrafts(db, new Date(now().getTime() - 7 * 86_400_000)),
    },
    // Frozen once a day, at the first of these hours at which the machine runs.
    publish: { cron: '10 2-23 * * *', run: async (context) => void (await publish(context)) },
    fold: { cron: '* * * * *', run: async (context) => void (await foldAll(context)) },
    rebuild: {
      cron: '40 1 * * *',
      run: async (context) => void (await rebuild(context, () => {}, 'nightly')),
    },
  },
  commands: {
    ...federationCommands,
    'figures rebuild': {
      summary: 'Counts all facts anew, compares with the folded figures, and puts the recount in place.',
      run: async (services, { say }) => void (await rebuild(services, say)),
    },
    'figures recount': {
      summary: 'Makes everybody’s facts anew from confirmations and homes.',
      run: async (services, { say }) => void (await recountEverybody(services, say)),
    },
    'figures publish': {
      summary: 'Freezes today’s figures for the public page, once a day; in demo mode again when asked.',
      run: async (services, { say }) => {
        if (!(await publish(services, say, { again: true }))) say('Today’s figures are frozen already.');
      },
    },
  },
  // Figures appear as they are counted.
  background: async (services, signal) => {
    await recountOnce(services, signal);
    await foldAll(services);
  },
  erasePerson: (tx, person) => forgetPerson({ now: () => new Date(), newId: newUuid }, tx, person),
};
