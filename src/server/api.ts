import { authenticate } from '#modules/identity/server.ts';
import { makeApp } from '#platform/http/app.ts';
import type { Services } from '#platform/http/context.ts';
import type { ServerModule } from '#platform/http/module.ts';
import type { Words } from '#platform/http/problem.ts';
import en from '#platform/messages/en.json' with { type: 'json' };
import vi from '#platform/messages/vi.json' with { type: 'json' };
import type { HttpMetrics } from '#platform/metrics/metrics.ts';
import { joinModules } from './join.ts';

/** The words of every refusal, of the platform and of all modules. */
export function allWords(modules: readonly ServerModule[]): Words {
  return {
    vi: Object.assign({}, vi, ...modules.map((module) => module.messages?.vi ?? {})),
    en: Object.assign({}, en, ...modules.map((module) => module.messages?.en ?? {})),
  };
}

/** The HTTP interface of these modules. */
export function makeApi(
  services: Services,
  modules: readonly ServerModule[],
  metrics: HttpMetrics,
  ready = () => true,
) {
  joinModules(services, modules);
  return makeApp({
    services,
    routes: modules.flatMap((module) => module.routes ?? []),
    words: allWords(modules),
    authenticate,
    metrics,
    ready,
  });
}
