import { treeOf, worksAt } from '#modules/organisations/server.ts';
import type {
  FieldView,
  PartView,
  RequestList,
  RequestLine,
  RequestView,
  ValueView,
} from '../domain/contract.ts';
import { median, quarterDays, quarterOf } from '../domain/burden.ts';
import { planAsking, similarLabels } from '../domain/plan.ts';
import { actsOf, mayWrite, owes } from '../domain/request.ts';
import { requireRole } from '#modules/organisations/server.ts';
import { startOfVietnamDay } from '#platform/time/vietnam.ts';
import { policyOf } from './content.ts';
import { knownValues, type Known } from './known.ts';
import {
  listAnswers,
  listAskedOf,
  listFields,
  listRecipients,
  listRequestsOf,
  type FieldRow,
  type RecipientRow,
  type RequestRow,
} from './requests.store.ts';
import { knownForm, READERS, seenRequest, today, WORKERS, type Asking, type Seen } from './rights.ts';

const MOST_REQUESTS = 200;

/** @throws Refusal organisations/sign-in-first, organisations/not-found */
export async function listRequests(context: Asking, unitId: number): Promise<RequestList> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const rows = await listRequestsOf(context.db, unit.id, MOST_REQUESTS);
  const parts = Map.groupBy(
    await listRecipients(
      context.db,
      rows.map(({ id }) => id),
    ),
    (part) => part.request_id,
  );
  const day = today(context);
  const line = (row: RequestRow): RequestLine => {
    const all = parts.get(row.id) ?? [];
    const own = row.unit_id === unit.id ? null : all.find(({ unit_id }) => unit_id === unit.id)!;
    const asked = all.filter(({ state }) => state !== 'spared');
    const open = own ? owes(own.state) : asked.some(({ state }) => owes(state));
    return {
      id: row.id,
      title: row.title,
      kind: row.kind,
      asker: { id: row.unit_id, name: tree.find(row.unit_id)?.name ?? '' },
      dueOn: row.due_on,
      state: row.state,
      part: own?.state ?? null,
      overdue: row.state === 'sent' && open && row.due_on < day,
      asked: own ? 0 : asked.length,
      answered: own ? 0 : asked.filter(({ state }) => state === 'answered').length,
      reminders: own?.reminders ?? 0,
    };
  };
  return {
    unit: { id: unit.id, name: unit.name },
    mayAsk: worksAt(context, WORKERS, unit.id) && tree.children(unit.id).length > 0,
    received: rows.filter(({ unit_id }) => unit_id !== unit.id).map(line),
    given: rows.filter(({ unit_id }) => unit_id === unit.id).map(line),
  };
}

/** What is known and answered, by unit: of a draft as it is now, of what was sent as it was then and was answered since. */
export async function valuesOf(
  context: Asking,
  { request, parts, as }: Pick<Seen, 'request' | 'parts' | 'as'>,
  fields: readonly FieldRow[],
): Promise<ReadonlyMap<number, readonly Known[]>> {
  if (request.state === 'draft') {
    const tree = await treeOf(context.db);
    return knownValues(
      context,
      request,
      fields,
      parts.map(({ unit_id }) => tree.find(unit_id)!),
    );
  }
  const rows = await listAnswers(context.db, [request.id], as === 'unit' ? parts[0]!.unit_id : undefined);
  // What a unit is still writing is its own until it sends.
  const sent = new Set(
    parts.filter(({ state }) => as === 'unit' || state === 'answered').map((one) => one.unit_id),
  );
  return Map.groupBy(
    rows.filter(({ how, unit_id }) => how !== 'unit' || sent.has(unit_id)),
    (row) => row.unit_id,
  );
}

const viewValue = ({ position, how, num, words, source, source_date }: Known): ValueView => ({
  position,
  how,
  num,
  words,
  source,
  sourceDate: source_date,
});

/** How often the same units were asked in the running quarter. */
async function askedBefore(context: Asking, parts: readonly RecipientRow[]): Promise<RequestView['before']> {
  const quarter = quarterOf(today(context));
  const units = parts.map(({ unit_id }) => unit_id);
  const asked = await listAskedOf(
    context.db,
    units,
    startOfVietnamDay(quarterDays(quarter).from),
    context.now(),
  );
  const times = units.map((id) => asked.filter(({ unit_id }) => unit_id === id).length);
  return { quarter, middle: median(times) ?? 0, most: Math.max(0, ...times) };
}

/** @throws Refusal organisations/…, requests/request-not-found */
export async function readRequest(context: Asking, unitId: number, id: string): Promise<RequestView> {
  const seen = await seenRequest(context, unitId, id);
  const { unit, request, parts, as } = seen;
  const tree = await treeOf(context.db);
  const fields = await listFields(context.db, [id]);
  const values = await valuesOf(context, seen, fields);
  const form = knownForm(context, request);
  const known = parts.map(
    ({ unit_id }) =>
      new Set((values.get(unit_id) ?? []).flatMap(({ how, position }) => (how === 'unit' ? [] : [position]))),
  );
  const { knownFor, ...plan } = planAsking(
    fields.map(({ position }) => position),
    known,
  );
  const cells = new Map(form?.form.cells.map((cell) => [cell.code, cell]));
  const labels = (form?.form.cells ?? []).map((cell) => ({ label: cell.label.vi, both: cell.label }));
  const clerk = worksAt(context, ['clerk'], unit.id);
  const leader = worksAt(context, ['leader'], unit.id);
  const part = as === 'unit' ? parts[0]!.state : null;
  return {
    id,
    asker: { id: request.unit_id, name: tree.find(request.unit_id)?.name ?? '' },
    as,
    kind: request.kind,
    title: request.title,
    reason: request.reason,
    basis: request.basis,
    kindsSource: policyOf(context.content()).kinds_source,
    dueOn: request.due_on,
    minutes: request.minutes,
    formId: request.form_id,
    form: form?.form.title ?? { vi: request.form_id, en: request.form_id },
    period: { key: request.period, words: form?.words ?? request.period },
    state: request.state,
    sentAt: request.sent_at?.toISOString() ?? null,
    fields: fields.map((field): FieldView => ({
      position: field.position,
      cell: field.cell || null,
      label: cells.get(field.cell)?.label ?? { vi: field.label, en: field.label },
      unit: field.unit_words,
      kind: field.kind,
      decimals: field.decimals,
      known: knownFor.get(field.position) ?? 0,
      similar: field.cell === '' ? similarLabels(field.label, labels).map(({ both }) => both) : [],
    })),
    plan,
    before: as === 'asker' && request.state === 'draft' ? await askedBefore(context, parts) : null,
    parts: parts.map((one): PartView => ({
      unit: { id: one.unit_id, name: tree.find(one.unit_id)?.name ?? '' },
      state: one.state,
      overdue: request.state === 'sent' && owes(one.state) && request.due_on < today(context),
      openedAt: one.opened_at?.toISOString() ?? null,
      sentAt: one.sent_at?.toISOString() ?? null,
      comment: one.comment,
      reminders: one.reminders,
      remindedOn: one.reminded_on,
      values: (values.get(one.unit_id) ?? []).map(viewValue),
    })),
    may: actsOf({ request: request.state, part, clerk, leader }),
    mayWrite: part !== null && (clerk || leader) && mayWrite(request.state, part),
  };
}
