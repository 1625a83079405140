import type { Services } from '#platform/http/context.ts';
import { startJobs } from '#platform/jobs/jobs.ts';
import { makeDispatcher } from '#platform/outbox/dispatcher.ts';
import { modules } from './compose.ts';
import type { Lifetime } from './lifetime.ts';

/** What goes on without a request: events are delivered, schedules run, and what modules do in the background. */
export async function startWorker(services: Services, ownerUrl: string, lifetime: Lifetime): Promise<void> {
  const dispatcher = makeDispatcher(services, modules);
  dispatcher.start();
  lifetime.onEnd(() => dispatcher.stop());
  const jobs = await startJobs({ url: ownerUrl, services, modules });
  lifetime.onEnd(() => jobs.stop());
  const background = modules.map(async ({ name, background: begin }) => {
    try {
      await begin?.(services, lifetime.signal);
    } catch (error) {
      services.log.error({ err: error }, `${name} in the background`);
    }
  });
  // The database is closed after them.
  lifetime.onEnd(() => Promise.all(background));
}
