import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { SignalList, SignalView } from '../domain/integrity-contract.ts';
import { FLAG_NUMBERS, type SignalKind } from '../domain/integrity/watch.ts';
import { actsOf, isOwnUnit, READERS, reachesAbove } from './signal-rights.ts';
import { listReplies, listSignals, type ReplyRow, type SignalRow } from './signals.store.ts';
import type { AssessmentTables } from './tables.ts';
import { listTests, type TestWithAnswers } from './tests.store.ts';

type Asking = Context<AssessmentTables>;
const TESTS_SHOWN = 30;

/**
 * Signals of a unit, with what was seen. Whoever works at the unit sees all; from above only those that stayed
 * unexplained for a week or came again are seen, of the others their number.
 */
export async function readSignals(context: Asking, unitId: number): Promise<SignalList> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const units = [unitId, ...tree.descendants(unitId).map(({ id }) => id)];
  const all = await listSignals(context.db, units);
  const now = context.now();
  const shown = all.filter((row) => isOwnUnit(context, row.unit_id) || reachesAbove(row, now));
  const replies = Map.groupBy(await listReplies(context.db, shown), (reply) => reply.signal_id);
  const tests = new Map(
    (
      await listTests(
        context.db,
        shown.flatMap((row) => row.tests.slice(0, TESTS_SHOWN)),
      )
    ).map((test) => [test.id, test]),
  );
  const signals = await Promise.all(
    shown.map(async (row): Promise<SignalView> => {
      const own = replies.get(row.id) ?? [];
      return {
        ...viewOf(row, tests, now),
        unit: { id: row.unit_id, name: tree.find(row.unit_id)?.name ?? '' },
        replies: own.map((reply) => replyOf(reply, context.actor as Person)),
        may: await actsOf(context, row, own),
      };
    }),
  );
  return {
    unit: { id: unit.id, name: unit.name },
    signals,
    below:
      all.filter((row) => row.state === 'open').length - shown.filter((row) => row.state === 'open').length,
  };
}

function viewOf(
  row: SignalRow,
  tests: ReadonlyMap<string, TestWithAnswers>,
  now: Date,
): Omit<SignalView, 'unit' | 'replies' | 'may'> {
  const own = row.tests.slice(0, TESTS_SHOWN).flatMap(({ id }) => tests.get(id) ?? []);
  return {
    id: `${row.part_key}/${row.id}`,
    kind: row.kind as SignalKind,
    flag: FLAG_NUMBERS[row.kind as SignalKind],
    period: row.period,
    day: /^\d{4}-\d{2}-\d{2}/.exec(row.key)?.[0] ?? null,
    facts: row.facts,
    state: row.state,
    repeated: row.is_repeated,
    seenAt: row.seen_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    overdue: row.state === 'open' && row.due_at < now,
    tests: own
      .toSorted((one, other) => other.finished_at.getTime() - one.finished_at.getTime())
      .map((test) => ({
        endedAt: test.finished_at.toISOString(),
        answered: test.answers.length,
        right: test.answers.filter(({ right }) => right).length,
        seconds: middle(test.answers.flatMap(({ seconds }) => seconds ?? [])),
        passed: test.passed,
      })),
  };
}

/** Names of colleagues are not told: whether it was oneself is enough. */
const replyOf = (reply: ReplyRow, actor: Person): SignalView['replies'][number] => ({
  act: reply.act,
  reason: reply.reason,
  words: reply.words,
  by: reply.done_by === actor.personId ? 'self' : null,
  at: reply.done_at.toISOString(),
});

function middle(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
