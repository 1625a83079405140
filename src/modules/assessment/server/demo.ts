import { insertMany } from '#platform/database/insert-many.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { unpackBits } from '../domain/bitmask.ts';
import type { ItemExposure } from '../domain/exposure.ts';
import { probabilityRight } from '../domain/model.ts';
import { randomFor } from '../domain/random.ts';
import { ruleSetKey } from '../domain/rules.ts';
import { nextStep, startSession, type SessionResult } from '../domain/session.ts';
import { applyAnswer, type SessionState } from '../domain/session-state.ts';
import { countSession } from '../domain/simulate.ts';
import { currentBundle, getBundle, type Bundle } from './bundle.ts';
import { addExposure } from './bundle.store.ts';
import { answerItem } from './demo-answer.ts';
import {
  deleteEmptyExposure,
  deleteSyntheticSessions,
  listSyntheticSessions,
  markSynthetic,
} from './demo.store.ts';
import { monthsBefore } from './months.ts';
import type { Outcome } from './read-session.ts';
import type { AssessmentTables } from './tables.ts';
import { watchIntegrity } from './watch-integrity.ts';

/** When and how an invented person takes the test. */
export interface DemoTaker extends Identity {
  /** True ability, logits. */
  readonly ability: number;
  readonly at: Date;
  readonly secondsAnAnswer: number;
  /** The same for tests on one device; empty: nobody else's. */
  readonly deviceKey: string;
  /** Leaves it open after so many answers. */
  readonly leavesAfter?: number;
  /** Takes it again this many hours after the waiting time, as often as she has not passed. */
  readonly againAfterHours: readonly number[];
  /** Makes her answers the same each time. */
  readonly seed: string;
}

export interface DemoTest extends Identity {
  readonly sessionId: string;
  /** Of a finished test. */
  readonly outcome: Outcome | undefined;
}

const GROUP = 'citizens';
interface Played {
  readonly state: SessionState;
  readonly result: SessionResult | undefined;
  readonly answers: readonly { itemId: string; given: unknown; right: boolean; at: Date }[];
}

/**
 * Lets invented people take the test: the real engine chooses every question, so each session can be played again.
 *
 * @param takers in the order of time
 * @param now what would lie after it is not taken
 */
export async function takeDemoTests(
  services: Services,
  takers: readonly DemoTaker[],
  now: Date,
  idAt: (at: Date) => string,
): Promise<DemoTest[]> {
  const bundle = currentBundle(services.content(), GROUP);
  if (!bundle) return [];
  const counts = new Map<string, ItemExposure>();
  const tests: DemoTest[] = [];
  const sessions: Record<string, unknown>[] = [];
  const answers: Record<string, unknown>[] = [];
  let taken = 0;
  for (const taker of takers) {
    const seen: string[][] = [];
    let at = taker.at;
    for (const wait of [...taker.againAfterHours, undefined]) {
      const exposure = { sessions: taken, items: counts };
      const seed = `${taker.seed}/${seen.length}`;
      const seenItems = seen.slice(-bundle.rules.retake.excludeSeenSessions).flat();
      const start = startSession(bundle.bank, bundle.rules, {
        seed,
        seenItems: [...new Set(seenItems)],
        exposure,
      });
      const played = play(bundle, start, { ...taker, at }, now);
      taken += 1;
      countSession(counts, bundle.bank, played.state);
      seen.push([...played.state.asked]);
      const id = idAt(at);
      const finishedAt = played.result ? played.answers.at(-1)!.at : undefined;
      sessions.push(toRow(bundle, taker, id, at, finishedAt, played));
      answers.push(...toAnswers(taker, id, played));
      const outcome =
        played.result && finishedAt && toOutcome(bundle, taker, played.result, finishedAt, seen.length);
      tests.push({ partKey: taker.partKey, personId: taker.personId, sessionId: id, outcome });
      if (!outcome || outcome.verdict === 'passed' || wait === undefined) break;
      at = new Date(finishedAt!.getTime() + (bundle.rules.retake.waitHours + wait) * 3_600_000);
      if (at.getTime() > now.getTime() - 3_600_000) break;
    }
    // The engine works for some milliseconds a person: others get their turn in between.
    await new Promise((done) => setImmediate(done));
  }
  const ruleSet = ruleSetKey(bundle.rules);
  const exposed = [...counts].map(([id, count]) => ({
    bundle: bundle.content,
    rule_set: ruleSet,
    item_id: id,
    ...count,
  }));
  const all = { bundle: bundle.content, rule_set: ruleSet, item_id: '', administered: taken, eligible: 0 };
  await services.db.transaction().execute(async (tx) => {
    await insertMany(tx, 'assessment.sessions', sessions);
    await insertMany(tx, 'assessment.answers', answers);
    await addExposure(tx, [all, ...exposed]);
  });
  return tests;
}

function play(bundle: Bundle, start: SessionState, taker: DemoTaker, now: Date): Played {
  const chance = randomFor(start.seed, 'demo-person');
  const answers: { itemId: string; given: unknown; right: boolean; at: Date }[] = [];
  let time = taker.at.getTime();
  let state = start;
  for (;;) {
    const step = nextStep(bundle.bank, bundle.rules, state);
    if (step.kind === 'refused') throw new Error(`the engine refused its own state: ${step.reason}`);
    if (step.kind === 'finished') return { state, result: step, answers };
    time += Math.round(taker.secondsAnAnswer * (0.5 + chance()) * 1000);
    if (answers.length === taker.leavesAfter || time >= now.getTime())
      return { state: step.state, result: undefined, answers };
    const item = bundle.bank.items[bundle.bank.indexById.get(step.itemId)!]!;
    const knows = chance() < probabilityRight(item, taker.ability);
    const answer = answerItem(bundle.items.get(step.itemId)!, state.seed, knows, chance);
    const outcome = applyAnswer(step.state, step.itemId, answer.right);
    if (outcome.kind === 'refused') throw new Error(`the engine refused its own item: ${outcome.reason}`);
    answers.push({ itemId: step.itemId, ...answer, at: new Date(time) });
    state = outcome.state;
  }
}

function toRow(
  bundle: Bundle,
  person: DemoTaker,
  id: string,
  startedAt: Date,
  finishedAt: Date | undefined,
  { state, result, answers }: Played,
): Record<string, unknown> {
  return {
    part_key: person.partKey,
    id,
    person_id: person.personId,
    group_code: GROUP,
    rule_set: ruleSetKey(bundle.rules),
    bundle: bundle.id,
    state,
    version: answers.length,
    started_at: startedAt,
    finished_at: finishedAt ?? null,
    verdict: result?.verdict ?? null,
    result: result ?? null,
    synthetic: true,
    device_key: person.deviceKey,
  };
}

const toAnswers = (person: Identity, sessionId: string, { answers }: Played) =>
  answers.map((answer, position) => ({
    part_key: person.partKey,
    session_id: sessionId,
    position,
    item_id: answer.itemId,
    given: answer.given,
    is_right: answer.right,
    answered_at: answer.at,
  }));

function toOutcome(
  { rules }: Bundle,
  person: Identity,
  result: SessionResult,
  finishedAt: Date,
  attempt: number,
): Outcome {
  return {
    personId: person.personId,
    group: GROUP,
    verdict: result.verdict,
    ruleSetId: rules.id,
    ruleSetVersion: rules.version,
    ruleSetName: rules.name as Outcome['ruleSetName'],
    domains: result.domains.map(({ domain, level }) => ({ domain, level })),
    finishedAt,
    attempt,
    evidence: 'unsupervised',
    practice: [],
    lacksPractice: false,
    brokeWaitingTime: false,
  };
}

/** What the nightly watch would have found in the tests of this month and the one before. */
export async function watchDemoTests(services: Services): Promise<void> {
  const able = services as Services<AssessmentTables>;
  const month = vietnamDay(services.now()).slice(0, 7);
  for (const period of [monthsBefore(month, 1)[0]!, month]) await watchIntegrity(able, period);
}

/** Takes invented tests away, and what they added to the exposure of items. */
export async function removeDemoTests(
  { db }: Pick<Services, 'db'>,
  people: readonly Identity[],
): Promise<void> {
  await markSynthetic(db, people);
  const rows = await listSyntheticSessions(db);
  const taken = new Map<
    string,
    { bundle: string; rule_set: string; item_id: string; administered: number; eligible: number }
  >();
  const take = (
    row: (typeof rows)[number],
    bundle: string,
    itemId: string,
    what: 'administered' | 'eligible',
  ) => {
    const key = `${bundle} ${row.rule_set} ${itemId}`;
    const counts = taken.get(key) ?? {
      bundle,
      rule_set: row.rule_set,
      item_id: itemId,
      administered: 0,
      eligible: 0,
    };
    counts[what] -= 1;
    taken.set(key, counts);
  };
  for (const row of rows) {
    const { bank, content } = await getBundle(db, row.bundle);
    const eligible = unpackBits(row.state.eligible, bank.items.length);
    take(row, content, '', 'administered');
    for (const id of row.state.asked) take(row, content, id, 'administered');
    for (const [index, { id }] of bank.items.entries())
      if (eligible[index]) take(row, content, id, 'eligible');
  }
  await db.transaction().execute(async (tx) => {
    await addExposure(tx, [...taken.values()]);
    await deleteEmptyExposure(tx);
    await deleteSyntheticSessions(tx);
  });
}
