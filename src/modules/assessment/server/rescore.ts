import { audit } from '#modules/identity/server.ts';
import { announce } from '#platform/outbox/outbox.ts';
import type { Services } from '#platform/http/context.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { readAnswers } from '../domain/session-state.ts';
import { scoreAnswers, type SessionResult } from '../domain/session.ts';
import type { Verdict } from '../domain/stop.ts';
import { findKnownBundle, type Bundle } from './bundle.ts';
import { insertRescore, listFinished } from './rescore.store.ts';
import type { SessionRow } from './tables.ts';

const BATCH = 500;
const ORDER: readonly Verdict[] = ['not-passed', 'not-enough-evidence', 'passed'];

/** What scoring all finished tests under one bundle does, or would do. */
export interface RescoreDiff {
  readonly sessions: number;
  /** Scored under this bundle already, or with a question that it does not hold. */
  readonly left: number;
  readonly up: number;
  readonly down: number;
  /** Written down; fewer than moved when an answer came in between. */
  readonly applied: number;
  /** How many went from one verdict to another, as `not-passed → passed`. */
  readonly moves: ReadonlyMap<string, number>;
}

/**
 * Scores every finished test again with the parameters, the cut and the rules of another bundle. The questions stay those
 * that were asked. Without `apply` nothing changes; with it each changed session keeps what it was, who passes now is
 * announced as any pass, and the act stands in the log. A confirmation already given is not touched.
 *
 * @throws Obstacle when there is no such bundle
 */
export async function rescore(services: Services, bundleId: string, apply: boolean): Promise<RescoreDiff> {
  const target = await findKnownBundle(services.db, bundleId);
  if (!target) throw new Obstacle(`There is no bundle ${bundleId}; "assessment bundles" lists them`);
  const moves = new Map<string, number>();
  const diff = { sessions: 0, left: 0, up: 0, down: 0, applied: 0 };
  let after: { partKey: number; id: string } | undefined;
  for (;;) {
    const rows = await listFinished(services.db, after, BATCH);
    for (const session of rows) {
      diff.sessions += 1;
      const result = scoreUnder(target, session);
      if (!result || session.verdict === 'replaced' || !session.verdict) {
        diff.left += 1;
        continue;
      }
      if (result.verdict === session.verdict) continue;
      const isUp = ORDER.indexOf(result.verdict) > ORDER.indexOf(session.verdict);
      diff[isUp ? 'up' : 'down'] += 1;
      const move = `${session.verdict} → ${result.verdict}`;
      moves.set(move, (moves.get(move) ?? 0) + 1);
      if (apply && (await applyTo(services, target, session, result))) diff.applied += 1;
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) break;
    after = { partKey: last.part_key, id: last.id };
  }
  if (apply) await noteAct(services, target, diff);
  return { ...diff, moves };
}

function scoreUnder(target: Bundle, session: SessionRow): SessionResult | undefined {
  if (session.bundle === target.id) return undefined;
  const answers = readAnswers(target.bank, session.state);
  return answers && scoreAnswers(target.bank, target.rules, answers, 'longest');
}

async function applyTo(
  services: Services,
  target: Bundle,
  session: SessionRow,
  result: SessionResult,
): Promise<boolean> {
  const at = services.now();
  return services.db.transaction().execute(async (tx) => {
    const isKept = await insertRescore(tx, { id: services.newId(), session, bundle: target.id, result, at });
    if (!isKept) return false;
    await announce(tx, {
      partKey: session.part_key,
      id: services.newId(),
      name: result.verdict === 'passed' ? 'assessment.session-passed' : 'assessment.session-finished',
      payload: {
        personId: session.person_id,
        sessionId: session.id,
        group: session.group_code,
        ruleSet: session.rule_set,
      },
      at,
    });
    return true;
  });
}

async function noteAct(
  services: Services,
  target: Bundle,
  { sessions, up, down, applied }: Omit<RescoreDiff, 'moves'>,
): Promise<void> {
  await services.db
    .transaction()
    .execute((tx) =>
      audit(
        tx,
        { ...services, actor: { kind: 'nobody' } },
        { action: 'assessment.rescore', detail: { bundle: target.id, sessions, up, down, applied } },
      ),
    );
}
