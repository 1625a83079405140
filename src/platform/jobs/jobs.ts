import { PgBoss } from 'pg-boss';
import { systemContext, type Services } from '#platform/http/context.ts';
import type { ServerModule } from '#platform/http/module.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

export interface Jobs {
  /** Runs a schedule now, in this process, and waits for it; for commands and tests. @throws when there is no such one */
  run(name: string): Promise<void>;
  /** Takes no new work and waits for what runs. */
  stop(): Promise<void>;
}

export interface JobOptions {
  /** The owner's address: pg-boss makes and migrates its own schema `pgboss`. */
  readonly url: string;
  readonly services: Services;
  readonly modules: readonly ServerModule[];
  /** How often the clock is looked at. */
  readonly checkSeconds?: number;
}

/**
 * Work by the clock. Each schedule of each module becomes a queue `module.name`; whatever number of processes run,
 * one of them does it, and a failure is tried again. Cron is Vietnamese time.
 */
export async function startJobs(options: JobOptions): Promise<Jobs> {
  const { services, modules } = options;
  const log = services.log;
  const schedules = listSchedules(modules);
  const boss = new PgBoss({
    connectionString: options.url,
    schema: 'pgboss',
    max: 2,
    application_name: 'bdhvs-jobs',
    cronMonitorIntervalSeconds: options.checkSeconds ?? 30,
    cronWorkerIntervalSeconds: options.checkSeconds ?? 5,
  });
  boss.on('error', (error) => log.error({ err: error }, 'jobs'));
  await boss.start();
  for (const { name, cron } of schedules) {
    await boss.createQueue(name, { policy: 'singleton', retryLimit: 3, retryDelay: 60, retryBackoff: true });
    await boss.schedule(name, cron, null, { tz: ZONE });
  }
  await forgetOthers(boss, new Set(schedules.map((one) => one.name)));
  for (const { name } of schedules) await boss.work(name, { pollingIntervalSeconds: 5 }, () => run(name));

  async function run(name: string): Promise<void> {
    const schedule = schedules.find((one) => one.name === name);
    if (!schedule) throw new Error(`there is no schedule ${name}`);
    const id = services.newId();
    try {
      await schedule.run(systemContext(services, id));
    } catch (error) {
      log.error({ err: error, schedule: name, correlationId: id }, 'schedule failed');
      throw error;
    }
  }

  return { run, stop: () => boss.stop({ graceful: true, timeout: 10_000, close: true }) };
}

/** Every schedule of every module, named `module.name`. */
export function listSchedules(modules: readonly ServerModule[]) {
  return modules.flatMap((module) =>
    Object.entries(module.schedules ?? {}).map(([name, schedule]) => ({
      name: `${module.name}.${name}`,
      ...schedule,
    })),
  );
}

/** A schedule that no module has any more would fire for ever. */
async function forgetOthers(boss: PgBoss, names: ReadonlySet<string>): Promise<void> {
  for (const schedule of await boss.getSchedules()) {
    if (!names.has(schedule.name)) await boss.unschedule(schedule.name);
  }
}
