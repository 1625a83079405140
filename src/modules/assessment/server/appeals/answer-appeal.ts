import { audit } from '#modules/identity/server.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Out } from '#platform/http/endpoint.ts';
import type { AnswerAppeal, AppealLine, listUnitAppeals as List } from '../../domain/appeal-contract.ts';
import { compareVerdicts } from '../../domain/neutralise.ts';
import { refuse } from '../../domain/refusals.ts';
import { findSession } from '../answers-together.ts';
import { getBundle } from '../bundle.ts';
import { isLarge, OFFICERS } from '../items/mark-item.ts';
import { resultWithout, writeWithout } from '../items/neutralise.ts';
import type { AppealRow, AssessmentTables, SessionRow } from '../tables.ts';
import { findAppeal, listOfUnits, settleAppeal, waiveWaiting } from './appeals.store.ts';
import { appealView } from './make-appeal.ts';

type Asking = Context<AssessmentTables>;

/** Appeals of a unit and of those below it, without names. */
export async function readUnitAppeals(context: Asking, unitId: number): Promise<Out<typeof List>> {
  const unit = await requireRole(context, OFFICERS, unitId);
  const tree = await treeOf(context.db);
  const units = [unitId, ...tree.descendants(unitId).map(({ id }) => id)];
  const appeals: AppealLine[] = [];
  for (const row of await listOfUnits(context.db, units)) {
    const session = await findSession(context.db, row.part_key, row.session_id);
    if (session) appeals.push(await lineOf(context, row, session));
  }
  return { unit: { id: unit.id, name: unit.name }, appeals, mayNeutralise: isLarge(unit) };
}

async function lineOf({ db, now }: Asking, row: AppealRow, session: SessionRow): Promise<AppealLine> {
  const bundle = await getBundle(db, session.bundle);
  const place = row.item_id === null ? -1 : session.state.asked.indexOf(row.item_id);
  return {
    partKey: row.part_key,
    ...appealView(row, bundle, session),
    verdict: session.verdict ?? '',
    ruleSet: bundle.rules.name.vi,
    right: place < 0 ? null : session.state.results[place] === '1',
    isOverdue: row.answered_at === null && row.due_at < now(),
  };
}

/**
 * Answers an appeal, once. `neutralised` takes the question out of this one result, which never gets worse by it; `retake`
 * lets her try again at once.
 *
 * @throws Refusal `assessment/appeal-not-found` also when it is another unit's, `assessment/appeal-answered`,
 *   `assessment/outcome-does-not-fit`, `assessment/unit-too-small`
 */
export async function answerAppeal(
  context: Asking,
  unitId: number,
  key: { readonly partKey: number; readonly id: string },
  { outcome, answer }: AnswerAppeal,
): Promise<{ outcome: AnswerAppeal['outcome']; verdict: string }> {
  const unit = await requireRole(context, OFFICERS, unitId);
  const tree = await treeOf(context.db);
  const row = await findAppeal(context.db, key.partKey, key.id);
  if (!row || !tree.isWithin(row.unit_id, unitId)) return refuse('appeal-not-found');
  if (row.answered_at) return refuse('appeal-answered');
  const session = (await findSession(context.db, row.part_key, row.session_id)) ?? refuse('appeal-not-found');
  // Whoever could take questions out of results one by one could let anybody pass.
  if (outcome === 'neutralised' && !isLarge(unit)) return refuse('unit-too-small');
  const fits =
    outcome === 'explained' ||
    (outcome === 'neutralised' ? row.item_id !== null : session.verdict !== 'passed');
  if (!fits) return refuse('outcome-does-not-fit');

  const before = session.verdict;
  let verdict = before;
  await context.db.transaction().execute(async (tx) => {
    const settled = {
      outcome,
      answer,
      answered_by: (context.actor as Person).personId,
      answered_at: context.now(),
    };
    if (!(await settleAppeal(tx, row, settled))) return refuse('appeal-answered');
    if (outcome === 'retake') await waiveWaiting(tx, { partKey: session.part_key, id: session.id });
    const result =
      outcome === 'neutralised' && row.item_id !== null && before && before !== 'replaced'
        ? await resultWithout(context.db, session, row.item_id)
        : undefined;
    if (result && row.item_id !== null && before && before !== 'replaced') {
      // A result that would fall stays, and the record still says that the question does not count.
      const better = compareVerdicts(before, result.verdict) === 'up';
      const kept = better || !session.result ? result : session.result;
      if (!(await writeWithout(tx, context, session, kept, row.item_id))) return refuse('appeal-answered');
      verdict = kept.verdict;
    }
    await audit(tx, context, {
      action: 'assessment.answer-appeal',
      subject: { partKey: row.part_key, personId: row.person_id },
      unitId,
      detail: { outcome, item: row.item_id, before, after: verdict },
    });
  });
  return { outcome, verdict: verdict ?? '' };
}
