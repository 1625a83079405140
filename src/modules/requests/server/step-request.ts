import { audit } from '#modules/identity/server.ts';
import { treeOf, worksAt } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { StepRequest } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { actsOf, type RequestState } from '../domain/request.ts';
import { knownValues } from './known.ts';
import {
  deleteRequest,
  listAnswers,
  listFields,
  listRecipients,
  lockRequest,
  remindAll,
  replaceAnswers,
  updateRecipient,
  updateRequest,
  type AnswerRow,
  type RequestRow,
} from './requests.store.ts';
import { once, seenRequest, today, workerAt, type Asking } from './rights.ts';
import type { RequestsTables } from './tables.ts';
import { earliestDue } from './write-request.ts';

type Writer = Tx<RequestsTables>;
type State = RequestState | 'discarded';

/**
 * Takes a step for a unit.
 *
 * @throws Refusal organisations/…, requests/request-not-found, unit-asks, leader-sends, not-now, nothing-missing, due-too-soon,
 *   reminded-today, words-needed, answers-missing, repeat-differs
 */
export async function stepRequest(
  context: Asking,
  params: { unit: number; request: string },
  { id, act, unitId, words }: StepRequest,
): Promise<{ state: State }> {
  const unit = await workerAt(context, params.unit);
  return context.db.transaction().execute(async (tx: Writer) => {
    const locked = await lockRequest(tx, params.request);
    const done = { id, request: params.request, unit: unit.id, act, words, unitId };
    if (!(await once(tx, context, done))) return { state: locked?.state ?? ('discarded' as const) };
    const { request, parts, as } = await seenRequest(context, unit.id, params.request, tx);
    const part = as === 'unit' ? parts[0]!.state : null;
    const able = (leader: boolean) =>
      actsOf({ request: request.state, part, clerk: worksAt(context, ['clerk'], unit.id), leader });
    if (!able(worksAt(context, ['leader'], unit.id)).includes(act))
      return refuse(able(true).includes(act) ? 'leader-sends' : 'not-now');
    const state = await does[act](tx, context, request, { unit: unit.id, back: unitId, words });
    await audit(tx, context, { action: `requests.${act}`, unitId: unit.id, detail: { request: request.id } });
    return { state };
  });
}

interface Step {
  readonly unit: number;
  readonly back: number | null;
  readonly words: string;
}
type Does = (tx: Writer, context: Asking, request: RequestRow, step: Step) => Promise<State>;

/** What is known goes into the request as it is now; a unit of which all is known is not asked. */
const send: Does = async (tx, context, request) => {
  if (request.due_on < earliestDue(context)) refuse('due-too-soon', { earliest: earliestDue(context) });
  const tree = await treeOf(context.db);
  const fields = await listFields(tx, [request.id]);
  const parts = await listRecipients(tx, [request.id]);
  const units = parts.map(({ unit_id }) => tree.find(unit_id)!);
  const known = await knownValues(context, request, fields, units);
  const isSpared = (unitId: number) => (known.get(unitId) ?? []).length === fields.length;
  if (parts.every(({ unit_id }) => isSpared(unit_id))) refuse('nothing-missing');
  const at = context.now();
  for (const { unit_id } of parts) {
    await updateRecipient(tx, request.id, unit_id, { state: isSpared(unit_id) ? 'spared' : 'waiting' });
    const rows = (known.get(unit_id) ?? []).map((one): AnswerRow => ({
      ...one,
      request_id: request.id,
      written_at: at,
      written_by: null,
    }));
    await replaceAnswers(tx, request.id, unit_id, [], rows);
  }
  await updateRequest(tx, request.id, { state: 'sent', sent_at: at });
  return 'sent';
};

const does: Readonly<Record<StepRequest['act'], Does>> = {
  send,
  discard: async (tx, _, { id }) => {
    await deleteRequest(tx, id);
    return 'discarded';
  },
  remind: async (tx, context, { id, state }) => {
    if ((await remindAll(tx, id, today(context))) === 0) refuse('reminded-today');
    return state;
  },
  close: async (tx, context, { id }) => {
    await updateRequest(tx, id, { state: 'closed', closed_at: context.now() });
    return 'closed';
  },
  return: async (tx, _, { id, state }, { back, words }) => {
    if (words === '') refuse('words-needed');
    const part = (await listRecipients(tx, [id])).find(({ unit_id }) => unit_id === back);
    if (part?.state !== 'answered') return refuse('not-now');
    await updateRecipient(tx, id, part.unit_id, { state: 'returned', comment: words });
    return state;
  },
  open: async (tx, context, { id, state }, { unit }) => {
    await updateRecipient(tx, id, unit, { state: 'opened', opened_at: context.now() });
    return state;
  },
  answer: async (tx, context, { id, state }, { unit }) => {
    const [fields, answers] = await Promise.all([listFields(tx, [id]), listAnswers(tx, [id], unit)]);
    if (answers.length < fields.length)
      refuse('answers-missing', { missing: fields.length - answers.length });
    await updateRecipient(tx, id, unit, { state: 'answered', sent_at: context.now(), comment: '' });
    return state;
  },
};
