import { hasRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { SignalView } from '../domain/integrity-contract.ts';
import type { ReplyRow, SignalRow } from './signals.store.ts';
import type { AssessmentTables } from './tables.ts';

type Asking = Context<AssessmentTables>;

/** Who says what it was: those who run the unit's classes and tests. */
export const EXPLAINERS = ['clerk', 'leader', 'assessment-officer'] as const;
/** Who decides. */
export const DECIDERS = ['assessment-officer'] as const;
export const READERS = [...EXPLAINERS, 'administrator'] as const;

/** Whether the asker works at just this unit, and not only above it. */
export function isOwnUnit({ actor }: Asking, unitId: number): boolean {
  return (
    actor.kind === 'person' &&
    actor.grants.some((grant) => grant.unitId === unitId && READERS.some((role) => role === grant.role))
  );
}

/** Explain before escalate: units above see what stayed unexplained, came again, or was decided. */
export function reachesAbove(row: SignalRow, now: Date): boolean {
  if (row.state === 'confirmed' || row.state === 'dismissed') return true;
  return row.is_repeated || (row.state === 'open' && row.due_at < now);
}

/** What the asker may do with a signal now. */
export async function actsOf(
  context: Asking,
  row: SignalRow,
  replies: readonly ReplyRow[],
): Promise<SignalView['may']> {
  if (row.state === 'confirmed' || row.state === 'dismissed') return [];
  const { actor } = context;
  const explainedIt =
    actor.kind === 'person' &&
    replies.some(({ act, done_by }) => act === 'explain' && done_by === actor.personId);
  const [explains, decides] = await Promise.all([
    hasRole(context, EXPLAINERS, row.unit_id),
    hasRole(context, DECIDERS, row.unit_id),
  ]);
  return [
    ...(explains ? (['explain'] as const) : []),
    ...(decides && !explainedIt ? (['confirm', 'dismiss'] as const) : []),
  ];
}
