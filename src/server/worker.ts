import type { Services } from '#platform/http/context.ts';
import { startJobs } from '#platform/jobs/jobs.ts';
import { makeDispatcher } from '#platform/outbox/dispatcher.ts';
import { modules } from './compose.ts';
import type { Lifetime } from './lifetime.ts';

/** What goes on without a request: events are delivered, and schedules run. At the end first the schedules stop. */
export async function startWorker(services: Services, ownerUrl: string, lifetime: Lifetime): Promise<void> {
  const dispatcher = makeDispatcher(services, modules);
  dispatcher.start();
  lifetime.onEnd(() => dispatcher.stop());
  const jobs = await startJobs({ url: ownerUrl, services, modules });
  lifetime.onEnd(() => jobs.stop());
}
