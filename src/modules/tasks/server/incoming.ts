import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import { listPlanNames } from '#modules/plans/server.ts';
import { fold } from '#platform/text/fold.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { AddIncoming, IncomingList } from '../domain/incoming-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { putTask } from './add-task.ts';
import * as store from './incoming.store.ts';
import { mayWork, personOf, READERS, WORKERS, type Asking } from './rights.ts';
import { keyOf } from './take-plan.ts';
import { findBySource, findMadeOf } from './tasks.store.ts';

const MOST = 500;

/** @throws Refusal organisations/not-found */
export async function readIncoming(context: Asking, unitId: number, q: string): Promise<IncomingList> {
  const unit = await requireRole(context, READERS, unitId);
  const today = vietnamDay(context.now());
  const [rows, may, last, plans] = await Promise.all([
    store.listIncoming(context.db, unitId, MOST),
    mayWork(context, unitId),
    store.lastArrival(context.db, unitId, Number(today.slice(0, 4))),
    listPlanNames(context.db, unitId),
  ]);
  const ids = rows.map(({ id }) => id);
  const [parties, made] = await Promise.all([
    store.listParties(context.db, ids),
    findMadeOf(context.db, ids),
  ]);
  const key = fold(q);
  const documents = rows.map((row) => ({
    id: row.id,
    arrivalNumber: row.arrival_number,
    arrivedOn: row.arrived_on,
    number: row.number,
    issuedOn: row.issued_on,
    issuer: row.issuer,
    subject: row.subject,
    dueOn: row.due_on,
    plan: plans.find(({ id }) => id === row.plan_id) ?? null,
    parties: parties
      .filter(({ incoming_id }) => incoming_id === row.id)
      .map(({ name, role }) => ({ name, role })),
    task: made.get(row.id) ?? null,
  }));
  return {
    unit: { id: unit.id, name: unit.name },
    today,
    mayWork: may,
    next: last + 1,
    documents: documents.filter(
      ({ number, issuer, subject, parties: own, arrivalNumber }) =>
        key === '' ||
        fold(
          `${arrivalNumber} ${number} ${issuer} ${subject} ${own.map(({ name }) => name).join(' ')}`,
        ).includes(key),
    ),
    plans,
  };
}

/** @throws Refusal tasks/arrival-taken, tasks/id-taken, tasks/incoming-not-found for a plan of another unit */
export async function addIncoming(
  context: Asking,
  unitId: number,
  given: AddIncoming,
): Promise<{ id: string; arrivalNumber: number }> {
  await requireRole(context, WORKERS, unitId);
  const had = await store.findIncoming(context.db, given.id);
  if (had)
    return had.unit_id === unitId ? { id: had.id, arrivalNumber: had.arrival_number } : refuse('id-taken');
  if (given.planId && !(await listPlanNames(context.db, unitId)).some(({ id }) => id === given.planId))
    refuse('incoming-not-found');
  const year = Number(given.arrivedOn.slice(0, 4));
  return context.db.transaction().execute(async (tx) => {
    const arrivalNumber = given.arrivalNumber ?? (await store.lastArrival(tx, unitId, year)) + 1;
    const row: store.IncomingRow = {
      id: given.id,
      unit_id: unitId,
      arrival_year: year,
      arrival_number: arrivalNumber,
      arrived_on: given.arrivedOn,
      number: given.number,
      issued_on: given.issuedOn,
      issuer: given.issuer,
      subject: given.subject,
      due_on: given.dueOn,
      plan_id: given.planId,
      created_at: context.now(),
      created_by: personOf(context) ?? given.id,
      synthetic: false,
    };
    const parties = given.parties.map((one, position) => ({ ...one, incoming_id: given.id, position }));
    if (!(await store.insertIncoming(tx, row, parties))) refuse('arrival-taken');
    await audit(tx, context, {
      action: 'tasks.add-incoming',
      unitId,
      detail: { document: given.id, arrival: arrivalNumber, year },
    });
    return { id: given.id, arrivalNumber };
  });
}

/** Its leads and participants become the words of the task; units are chosen there. @throws Refusal tasks/incoming-not-found */
export async function makeIncomingTask(context: Asking, unitId: number, id: string): Promise<{ id: string }> {
  await requireRole(context, WORKERS, unitId);
  const row = await store.findIncoming(context.db, id);
  if (row?.unit_id !== unitId) return refuse('incoming-not-found');
  const parties = await store.listParties(context.db, [id]);
  const namesOf = (role: store.PartyRow['role']) =>
    parties
      .filter((one) => one.role === role)
      .map(({ name }) => name)
      .join('; ');
  const said = { number: '', title: row.subject, product: '', lead_words: namesOf('lead') };
  await putTask(context, {
    ...said,
    id: context.newId(),
    unit_id: unitId,
    source: 'incoming',
    source_id: id,
    source_position: 0,
    content: [row.number, row.issuer].filter(Boolean).join(', '),
    coordinating_words: namesOf('participant'),
    deadline_words: '',
    kind: row.due_on ? 'dated' : 'undated',
    due_on: row.due_on,
    rrule: null,
    folded: keyOf(said),
    created_at: context.now(),
    created_by: personOf(context),
  });
  const made = (await findBySource(context.db, id, 0)) ?? refuse('incoming-not-found');
  return { id: made.id };
}
