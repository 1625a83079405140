import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { sendReminders } from './server/remind.ts';
import { loadDemo, removeDemo } from './server/demo.ts';
import { eraseReminders, exportReminders } from './server/own-data.ts';
import { routes } from './server/routes.ts';
import { takePlans } from './server/take-plan.ts';

export { addTask } from './server/add-task.ts';
export { readTasks } from './server/list-tasks.ts';

export const tasks: ServerModule = {
  name: 'tasks',
  routes,
  messages: { vi, en },
  handlers: {
    'plans.accepted': async (context, { payload }) => {
      await takePlans(context, String(payload.documentId));
    },
  },
  schedules: {
    remind: {
      cron: '0 7 * * *',
      run: async (context) => {
        await sendReminders(context);
      },
    },
  },
  demo: { load: loadDemo, remove: removeDemo },
  exportPerson: exportReminders,
  erasePerson: eraseReminders,
  // Plans that were accepted before this module was there.
  start: async (services) => {
    await takePlans(services);
  },
};
