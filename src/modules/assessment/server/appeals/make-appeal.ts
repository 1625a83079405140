import { audit } from '#modules/identity/server.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import type { Context } from '#platform/http/context.ts';
import type { Out } from '#platform/http/endpoint.ts';
import type { Appeal, listAppeals as List, MakeAppeal } from '../../domain/appeal-contract.ts';
import { refuse } from '../../domain/refusals.ts';
import { variantOf } from '../../domain/templates/vary.ts';
import { getBundle, type Bundle } from '../bundle.ts';
import { findHome } from '../rule-choices.store.ts';
import { ownSession } from '../submit-answer.ts';
import type { AppealRow, AssessmentTables, SessionRow } from '../tables.ts';
import { findAppeal, insertAppeal, listOfSession } from './appeals.store.ts';

type Asking = Context<AssessmentTables>;

/** Days until an appeal has to be answered. Set by this project; no law that says otherwise was found. */
const DAYS = 7;
const DAY_MS = 86_400_000;

/** The question as she saw it. */
export function askOf({ items }: Bundle, { state }: SessionRow, itemId: string): string {
  const written = items.get(itemId);
  return (written && variantOf(written, state.seed)?.ask) ?? '';
}

export const appealView = (row: AppealRow, bundle: Bundle, session: SessionRow): Appeal => ({
  id: row.id,
  itemId: row.item_id,
  ask: row.item_id === null ? null : askOf(bundle, session, row.item_id),
  words: row.words,
  askedAt: row.asked_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  outcome: row.outcome,
  answer: row.answer,
  answeredAt: row.answered_at?.toISOString() ?? null,
});

async function ownFinished(context: Asking, id: string): Promise<SessionRow> {
  const session = await ownSession(context, id);
  return session.finished_at && session.result ? session : refuse('not-finished');
}

/** @throws Refusal `assessment/session-not-found`, `assessment/not-finished` */
export async function readAppeals(context: Asking, sessionId: string): Promise<Out<typeof List>> {
  const session = await ownFinished(context, sessionId);
  const bundle = await getBundle(context.db, session.bundle);
  const rows = await listOfSession(context.db, { partKey: session.part_key, id: session.id });
  const { asked, results } = session.state;
  return {
    appeals: rows.map((row) => appealView(row, bundle, session)),
    questions: asked
      .slice(0, results.length)
      .map((itemId) => ({ itemId, ask: askOf(bundle, session, itemId) })),
    days: DAYS,
  };
}

/**
 * Asks about a result or a question of it. Sent twice it is one.
 *
 * @throws Refusal `assessment/item-not-asked`, `assessment/appealed-already` while one about the same is open
 */
export async function makeAppeal(
  context: Asking,
  sessionId: string,
  { id, itemId, words }: MakeAppeal,
): Promise<{ id: string; dueAt: string }> {
  const session = await ownFinished(context, sessionId);
  const place = itemId === null ? 0 : session.state.asked.indexOf(itemId);
  if (itemId !== null && (place < 0 || place >= session.state.results.length))
    return refuse('item-not-asked');
  const person = { partKey: session.part_key, personId: session.person_id };
  const before = await findAppeal(context.db, person.partKey, id);
  if (before?.session_id === session.id) return { id, dueAt: before.due_at.toISOString() };
  const unitId = (await findHome(context.db, person)) ?? NATION_ID;
  const dueAt = new Date(context.now().getTime() + DAYS * DAY_MS);
  await context.db.transaction().execute(async (tx) => {
    const isNew = await insertAppeal(tx, {
      part_key: person.partKey,
      id,
      session_id: session.id,
      person_id: person.personId,
      item_id: itemId,
      words,
      unit_id: unitId,
      asked_at: context.now(),
      due_at: dueAt,
      outcome: null,
      answer: null,
      answered_by: null,
      answered_at: null,
    });
    if (!isNew) refuse('appealed-already');
    await audit(tx, context, {
      action: 'assessment.make-appeal',
      subject: person,
      unitId,
      detail: { itemId },
    });
  });
  return { id, dueAt: dueAt.toISOString() };
}
