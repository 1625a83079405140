import { treeOf } from '#modules/organisations/server.ts';
import type { Services } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { isActed } from '../domain/answer.ts';
import { normsOf, type TestRecord } from '../domain/integrity/test-record.ts';
import { type Signal, watchUnit } from '../domain/integrity/watch.ts';
import { type Bundle, getBundle } from './bundle.ts';
import { monthOf, monthsBefore } from './months.ts';
import { saveSignal, wasSeen } from './signals.store.ts';
import type { AssessmentTables } from './tables.ts';
import {
  type FinishedTest,
  listBusyHours,
  listFinished,
  listTests,
  type TestWithAnswers,
} from './tests.store.ts';

/** Enough tests to know what is usual. */
const NORM_TESTS = 5_000;
/** A unit has a week to say what it was, before those above see it. */
const EXPLAIN_MS = 7 * 86_400_000;
/** More people in an hour than one witness can see do something for real. */
const WITNESSED_AN_HOUR = 12;
/** A longer pause is no time on a question. */
const PAUSE_SECONDS = 900;
/** Vietnam keeps UTC+7 all year. */
const hourInVietnam = (at: Date): number => (at.getUTCHours() + 7) % 24;

type Asking = Services<AssessmentTables>;

/**
 * Looks at the tests that ended in a month, commune by commune, and keeps what should be explained. Safe to repeat: the
 * same thing seen again is the same signal, and what was explained stays so.
 *
 * @param period `YYYY-MM`
 * @returns how many signals are new
 */
export async function watchIntegrity(services: Asking, period: string): Promise<number> {
  const { from, to, lastDay } = monthOf(period);
  const tree = await treeOf(services.db);
  const communeOf = (unitId: number) => tree.ancestorOfKind(unitId, 'commune')?.id ?? unitId;
  const finished = await listFinished(services.db, from, to);
  const step = Math.max(1, Math.ceil(finished.length / NORM_TESTS));
  const norms = normsOf(
    await recordsOf(
      services,
      finished.filter((_, index) => index % step === 0),
    ),
  );
  let fresh = 0;
  for (const [unitId, own] of Map.groupBy(finished, ({ homeUnitId }) => communeOf(homeUnitId))) {
    const signals = watchUnit(await recordsOf(services, own), norms, lastDay);
    const keys = new Map(own.map(({ partKey, id }) => [id, { partKey, id }]));
    for (const signal of signals) {
      const tests = signal.sessions.map((id) => keys.get(id)!);
      if (await keep(services, unitId, period, signal, tests)) fresh += 1;
    }
    // Others get their turn.
    await new Promise((done) => setImmediate(done));
  }
  for (const busy of await listBusyHours(services.db, from, to, WITNESSED_AN_HOUR)) {
    const signal: Signal = {
      kind: 'busy-witness',
      key: `${busy.hour.toISOString()} ${busy.witnessId}`,
      sessions: [],
      facts: { people: busy.people, allowed: WITNESSED_AN_HOUR },
    };
    if (await keep(services, communeOf(busy.homeUnitId), period, signal, [])) fresh += 1;
  }
  return fresh;
}

/** The month that runs, and for its first three days the one before: phones may send late. */
export async function watchNow(services: Asking): Promise<number> {
  const today = vietnamDay(services.now());
  const period = today.slice(0, 7);
  const late = Number(today.slice(8)) <= 3 ? await watchIntegrity(services, monthsBefore(period, 1)[0]!) : 0;
  return late + (await watchIntegrity(services, period));
}

async function keep(
  { db, newId, now }: Asking,
  unitId: number,
  period: string,
  { kind, key, facts }: Signal,
  tests: readonly { partKey: number; id: string }[],
): Promise<boolean> {
  const unit = (await treeOf(db)).find(unitId);
  if (!unit) return false;
  const at = now();
  return saveSignal(db, {
    part_key: unit.partKey,
    id: newId(),
    unit_id: unitId,
    kind,
    period,
    key,
    facts,
    tests,
    state: 'open',
    is_repeated: await wasSeen(db, unit.partKey, unitId, kind, monthsBefore(period, 3)),
    seen_at: at,
    due_at: new Date(at.getTime() + EXPLAIN_MS),
  });
}

async function recordsOf(services: Asking, keys: readonly FinishedTest[]): Promise<TestRecord[]> {
  const tests = await listTests(services.db, keys);
  const bundles = new Map<string, Bundle>();
  for (const id of new Set(tests.map(({ bundle }) => bundle)))
    bundles.set(id, await getBundle(services.db, id));
  return tests.map((test) => recordOf(bundles.get(test.bundle)!, test));
}

function recordOf({ bank, items }: Bundle, test: TestWithAnswers): TestRecord {
  return {
    session: test.id,
    person: test.person_id,
    day: vietnamDay(test.finished_at),
    // A paper is typed in when somebody has time for it.
    hour: test.on_paper ? Number.NaN : hourInVietnam(test.finished_at),
    passed: test.passed,
    device: test.device_key,
    answers: test.answers.flatMap(({ item, right, given, seconds }) => {
      const parameters = bank.items[bank.indexById.get(item) ?? -1];
      const time = seconds !== null && seconds <= PAUSE_SECONDS ? seconds : Number.NaN;
      return parameters
        ? [
            {
              item,
              parameters,
              right,
              given: given === null ? '' : writingOf(given, items.get(item)?.type === 'order'),
              seconds: time,
            },
          ]
        : [];
    }),
  };
}

/** One writing for the same answer: sets have no order. */
function writingOf(
  given: NonNullable<TestWithAnswers['answers'][number]['given']>,
  inOrder: boolean,
): string {
  if (typeof given === 'string') return given;
  // What is done on a make-believe phone is no copied answer.
  if (isActed(given)) return '';
  if (Array.isArray(given)) return (inOrder ? given : given.toSorted()).join(' ');
  return Object.entries(given)
    .map(([left, right]) => `${left}=${right}`)
    .sort()
    .join(' ');
}
