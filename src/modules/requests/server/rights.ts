import { createHash } from 'node:crypto';
import type { Unit } from '#modules/organisations/index.ts';
import { requireRole, treeOf, worksAt } from '#modules/organisations/server.ts';
import { knownForms, type KnownForm } from '#modules/reporting/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { refuse } from '../domain/refusals.ts';
import {
  findAct,
  findRequest,
  insertAct,
  listRecipients,
  type Reader,
  type RecipientRow,
  type RequestRow,
} from './requests.store.ts';
import type { RequestsTables } from './tables.ts';

export type Asking = Context<RequestsTables>;
export const READERS = ['clerk', 'leader', 'administrator'] as const;
export const WORKERS = ['clerk', 'leader'] as const;

export const personOf = ({ actor }: Pick<Asking, 'actor'>): string =>
  actor.kind === 'person' ? actor.personId : refuse('request-not-found');
export const today = ({ now }: Pick<Asking, 'now'>): string => vietnamDay(now());

/** @throws Refusal requests/unit-asks to whoever does not work at the unit itself */
export async function workerAt(context: Asking, unitId: number): Promise<Unit> {
  const unit = await requireRole(context, READERS, unitId);
  return worksAt(context, WORKERS, unit.id) ? unit : refuse('unit-asks');
}

/** The units directly below that report by a form, and so can be asked for its numbers. */
export async function askedUnits(context: Asking, unit: Unit, { form }: KnownForm): Promise<readonly Unit[]> {
  const tree = await treeOf(context.db);
  return tree.children(unit.id).filter(({ kind }) => form.tiers.includes(kind as never));
}

export const knownForm = (
  context: Asking,
  { form_id, period }: Pick<RequestRow, 'form_id' | 'period'>,
): KnownForm | undefined =>
  knownForms(context.content(), today(context)).find(
    (one) => one.form.id === form_id && one.period.key === period,
  );

export interface Seen {
  readonly unit: Unit;
  readonly request: RequestRow;
  /** Every unit's part for the asker, one's own for a unit that was asked. */
  readonly parts: readonly RecipientRow[];
  readonly as: 'asker' | 'unit';
}

/**
 * A request as a unit may see it: its own, or one that was sent to it.
 *
 * @throws Refusal organisations/…, requests/request-not-found
 */
export async function seenRequest(
  context: Asking,
  unitId: number,
  id: string,
  db: Reader = context.db,
): Promise<Seen> {
  const unit = await requireRole(context, READERS, unitId);
  const request = (await findRequest(db, id)) ?? refuse('request-not-found');
  const parts = await listRecipients(db, [id]);
  if (request.unit_id === unit.id) return { unit, request, parts, as: 'asker' };
  const own = parts.filter((part) => part.unit_id === unit.id && part.state !== 'spared');
  if (request.state === 'draft' || own.length === 0) return refuse('request-not-found');
  return { unit, request, parts: own, as: 'unit' };
}

/**
 * Notes an act under its client-made id, in the transaction of what it does.
 *
 * @returns false when just this was done before
 * @throws Refusal requests/repeat-differs when something else was done under this id
 */
export async function once(
  tx: Tx<RequestsTables>,
  context: Asking,
  act: { id: string; request: string; unit: number; act: string; words: string; unitId: number | null },
): Promise<boolean> {
  const digest = createHash('sha256')
    .update(JSON.stringify([act.request, act.unit, act.act, act.words, act.unitId]))
    .digest('hex');
  const before = await findAct(tx, act.id);
  if (before) return before.digest === digest ? false : refuse('repeat-differs');
  await insertAct(tx, {
    id: act.id,
    request_id: act.request,
    unit_id: act.unit,
    act: act.act,
    words: act.words,
    digest,
    done_at: context.now(),
    done_by: personOf(context),
  });
  return true;
}
