import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { adoptPackages } from './server/keep-reports.ts';
import { deletePerson, listPlaces } from './server/places.store.ts';
import { routes } from './server/routes.ts';
import { missingFiles, tidyImports } from './server/tidy.ts';

export { answerPlay } from './server/play-server.ts';

export const packages: ServerModule = {
  name: 'packages',
  routes,
  messages: { vi, en },
  adopt: adoptPackages,
  exportPerson: async ({ db }, person) => ({ outsideCourses: await listPlaces(db, person) }),
  erasePerson: deletePerson,
  schedules: { 'tidy-imports': { cron: '*/30 * * * *', run: tidyImports } },
  commands: {
    'packages check': {
      summary: 'whether every file of every course made elsewhere lies in the data folder',
      run: async (services, { print }) => {
        const missing = await missingFiles(services);
        for (const digest of missing) print(`missing ${digest}`);
        if (missing.length > 0)
          throw new Error(`${missing.length} files are missing: copy them from a backup.`);
        print('every file is there');
      },
    },
  },
};
