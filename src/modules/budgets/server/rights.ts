import type { Unit } from '#modules/organisations/index.ts';
import { requireRole, worksAt } from '#modules/organisations/server.ts';
import { readTasks } from '#modules/tasks/server.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import type { BudgetsTables } from './tables.ts';

export type Asking = Context<BudgetsTables>;
export const READERS = ['clerk', 'leader', 'administrator'] as const;
export const WORKERS = ['clerk', 'leader'] as const;

/** A unit writes its own estimate: a right at a unit above it does not. @throws Refusal budgets/unit-writes */
export async function writer(context: Asking, unitId: number): Promise<Unit & { readonly personId: string }> {
  const unit = await requireRole(context, READERS, unitId);
  const { actor } = context;
  return actor.kind === 'person' && worksAt(context, WORKERS, unit.id)
    ? { ...unit, personId: actor.personId }
    : refuse('unit-writes');
}

/** Tasks that a unit gave or was given, each once. */
export async function tasksAt(
  context: Asking,
  unitId: number,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const lists = await Promise.all(
    (['received', 'given'] as const).map((side) => readTasks(context as never, unitId, { side })),
  );
  const all = lists.flatMap(({ lines }) =>
    lines.map(
      ({ task, number, title }) =>
        [task, { id: task, title: number ? `${number}. ${title}` : title }] as const,
    ),
  );
  return [...new Map(all).values()];
}
