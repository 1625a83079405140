import { assessment } from '#modules/assessment/server.ts';
import { authoring } from '#modules/authoring/server.ts';
import { budgets } from '#modules/budgets/server.ts';
import { credentials } from '#modules/credentials/server.ts';
import { emulation } from '#modules/emulation/server.ts';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { interop } from '#modules/interop/server.ts';
import { learning } from '#modules/learning/server.ts';
import { movement } from '#modules/movement/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { packages } from '#modules/packages/server.ts';
import { plans } from '#modules/plans/server.ts';
import { practice } from '#modules/practice/server.ts';
import { reporting } from '#modules/reporting/server.ts';
import { requests } from '#modules/requests/server.ts';
import { tasks } from '#modules/tasks/server.ts';
import type { ServerModule } from '#platform/http/module.ts';

/** Every module that is built, each after those it needs. */
export const modules: readonly ServerModule[] = [
  identity,
  organisations,
  framework,
  learning,
  practice,
  authoring,
  packages,
  assessment,
  credentials,
  plans,
  tasks,
  budgets,
  movement,
  reporting,
  requests,
  emulation,
  interop,
];
