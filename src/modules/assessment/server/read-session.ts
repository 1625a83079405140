import type { Context, Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { Attempt, Result, Step } from '../domain/contract.ts';
import { isTimeUp } from '../domain/clock.ts';
import { together, type Shown } from '../domain/evidence.ts';
import { competenceOfItem } from '../domain/item.ts';
import { refuse } from '../domain/refusals.ts';
import type { RuleSet } from '../domain/rules.ts';
import { variantOf } from '../domain/templates/vary.ts';
import { brokeWaitingTime, finishedOf, mayStartAt } from './attempts.ts';
import { getBundle, groupName, groupsWithTest } from './bundle.ts';
import { endIfTimeIsUp } from './end-session.ts';
import { evidenceOf, sceneFor } from './evidence.ts';
import { rulesFor } from './rules-of-person.ts';
import { findSession } from './answers-together.ts';
import { currentOrReplaced } from './items/replace-open.ts';
import { uncountedItems } from './items/uncounted.ts';
import { listSessions } from './session.store.ts';
import { ownSession } from './submit-answer.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

/** Where the asker's test stands. @throws Refusal `assessment/session-not-found` */
export async function readSession(context: Context<AssessmentTables>, id: string): Promise<Step> {
  const session = await ownSession(context, id);
  if (await endIfTimeIsUp(context, session)) return { kind: 'finished', session: session.id };
  return currentOrReplaced(context, session, await getBundle(context.db, session.bundle));
}

/** @throws Refusal `assessment/session-not-found`, `assessment/not-finished` */
export async function readResult(context: Context<AssessmentTables>, id: string): Promise<Result> {
  let session = await ownSession(context, id);
  if (!session.finished_at && (await endIfTimeIsUp(context, session)))
    session = await ownSession(context, id);
  const { result, finished_at: finishedAt } = session;
  if (!result || !finishedAt) return refuse('not-finished');
  const bundle = await getBundle(context.db, session.bundle);
  const { rules, items } = bundle;
  const sessions = await listSessions(context.db, { partKey: session.part_key, personId: session.person_id });
  const finished = finishedOf(sessions, session.group_code);
  const uncounted = await uncountedItems(context.db, session);
  const review = session.state.asked.flatMap((itemId, position) => {
    const written = items.get(itemId);
    const item = written && variantOf(written, session.state.seed);
    return item
      ? [
          {
            itemId,
            ask: item.ask,
            right: session.state.results[position] === '1',
            why: item.why,
            counts: !uncounted.has(itemId),
          },
        ]
      : [];
  });
  const evidence = await evidenceOf(context, session, bundle);
  const missed = review.filter((one) => !one.right && one.counts).map((one) => competenceOfItem(one.itemId));
  return {
    session: session.id,
    group: session.group_code,
    verdict: result.verdict,
    label: rules.verdictLabels[result.verdict] as Result['label'],
    finishedAt: finishedAt.toISOString(),
    answered: result.answered,
    endedBy: result.reason === 'time-up' || result.reason === 'sitting-ended' ? result.reason : null,
    supervised: session.sitting_id !== null,
    paper: session.state.paper !== undefined,
    attempt: finished.length - finished.findIndex((one) => one.id === session.id),
    ruleSet: { id: rules.id, version: rules.version, name: rules.name as Result['label'] },
    domains: result.domains.map(({ domain, level }) => ({ domain, level })),
    learnNext: [...new Set(missed)].sort(),
    review,
    mayStartAt: mayStartAt(sessions, session.group_code, rules, context.now())?.toISOString() ?? null,
    evidence: evidence.map((one) => ({
      ...one,
      scene: one.isMet ? null : sceneFor(context.content(), one),
    })),
  };
}

/** The asker's tests and when she may take each again, by the rules that hold where she lives. */
export async function readAttempts(context: Context<AssessmentTables>, programme = '') {
  const { actor, now } = context;
  const sessions = actor.kind === 'person' ? await endedSessions(context, actor) : [];
  const groups = [];
  for (const group of groupsWithTest) {
    const holding = await rulesFor(context, actor, group, programme);
    const rules = holding?.bundle.rules;
    if (rules)
      groups.push({
        group,
        groupName: groupName(context.content(), group),
        name: rules.name as Result['label'],
        description: rules.description as Result['label'],
        atLeast: rules.minItems,
        atMost: rules.maxItems,
        passMark: rules.passMark ?? null,
        minutes: rules.timeLimitMinutes ?? null,
        waitHours: rules.retake.waitHours,
        practice: together(rules.evidence, holding?.evidence) !== undefined,
        mayStartAt: mayStartAt(sessions, group, rules, now())?.toISOString() ?? null,
        passed: finishedOf(sessions, group).some((session) => session.verdict === 'passed'),
      });
  }
  return { attempts: sessions.map(toAttempt), groups };
}

/** Her tests, those ended first whose time is up. */
async function endedSessions(context: Context<AssessmentTables>, person: Identity): Promise<SessionRow[]> {
  const sessions = await listSessions(context.db, person);
  const over = sessions.filter((session) => !session.finished_at && isTimeUp(session, context.now()));
  if (over.length === 0) return sessions;
  for (const session of over) await endIfTimeIsUp(context, session);
  return listSessions(context.db, person);
}

function toAttempt(session: SessionRow): Attempt {
  return {
    session: session.id,
    group: session.group_code,
    startedAt: session.started_at.toISOString(),
    finishedAt: session.finished_at?.toISOString() ?? null,
    verdict: session.verdict === 'replaced' ? null : session.verdict,
    answered: session.state.results.length,
  };
}

/** What a finished test is worth to those who confirm; undefined when it is not there or not finished. */
export interface Outcome {
  readonly personId: string;
  readonly group: string;
  readonly verdict: 'passed' | 'not-passed' | 'not-enough-evidence';
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly ruleSetName: Result['label'];
  readonly domains: Result['domains'];
  readonly finishedAt: Date;
  readonly attempt: number;
  /** How the test was taken: alone, or with an invigilator watching. */
  readonly evidence: 'unsupervised' | 'supervised';
  /** What was done beside answering, in the domains whose rules ask for it. */
  readonly practice: readonly {
    readonly domain: string;
    readonly level: Shown['level'];
    readonly help: number;
  }[];
  /** The rules ask for more than was done so far. */
  readonly lacksPractice: boolean;
  /** A pass that was begun before the waiting time was over: it confirms nothing. */
  readonly brokeWaitingTime: boolean;
  /** What a pass of these rules stands for, and how long it is good, where they say. */
  readonly level?: RuleSet['level'] | undefined;
  readonly validity?: RuleSet['validity'] | undefined;
}

export async function findOutcome(
  { db, content }: Pick<Services<AssessmentTables>, 'db' | 'content'>,
  partKey: number,
  sessionId: string,
): Promise<Outcome | undefined> {
  const session = await findSession(db, partKey, sessionId);
  if (!session?.result || !session.finished_at || session.verdict === 'replaced') return undefined;
  const bundle = await getBundle(db, session.bundle);
  const { rules } = bundle;
  const evidence = await evidenceOf({ db, content }, session, bundle);
  const sessions = await listSessions(db, { partKey, personId: session.person_id }, 100);
  const finished = finishedOf(sessions, session.group_code);
  return {
    personId: session.person_id,
    group: session.group_code,
    verdict: session.result.verdict,
    ruleSetId: rules.id,
    ruleSetVersion: rules.version,
    ruleSetName: rules.name as Result['label'],
    domains: session.result.domains.map(({ domain, level }) => ({ domain, level })),
    finishedAt: session.finished_at,
    attempt: finished.length - finished.findIndex((one) => one.id === session.id),
    evidence: session.sitting_id === null ? 'unsupervised' : 'supervised',
    practice: evidence.flatMap(({ domain, level, help }) =>
      level === 'quiz' ? [] : [{ domain, level, help: help ?? 0 }],
    ),
    lacksPractice: evidence.some(({ isMet }) => !isMet),
    brokeWaitingTime: brokeWaitingTime(session, sessions, rules),
    level: rules.level,
    validity: rules.validity,
  };
}
