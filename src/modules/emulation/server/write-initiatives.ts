import { createHash } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { worksAt } from '#modules/organisations/server.ts';
import { knownForms } from '#modules/reporting/server.ts';
import { addTask } from '#modules/tasks/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { readNumber } from '#platform/text/number-entry.ts';
import { sayNumberFault } from '#platform/text/number-fault-words.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import {
  actsOf,
  mayChange,
  nextState,
  searchText,
  type InitiativeAct,
  type InitiativeState,
  type Outcome,
} from '../domain/initiative.ts';
import type { WriteInitiative } from '../domain/initiative-contract.ts';
import { refuse } from '../domain/refusals.ts';
import {
  findInitiative,
  insertReplication,
  listReplications,
  lockInitiative,
  moveInitiative,
  putInitiative,
  tellReplication,
} from './initiatives.store.ts';
import { seenInitiative } from './read-initiatives.ts';
import { WORKERS, worker, type Asking } from './rights.ts';
import type { EmulationTables } from './tables.ts';

type Place = { readonly unit: number; readonly initiative: string };
type Taken = Place & { readonly replication: string };

/**
 * Writes an initiative, or changes it; the same again changes nothing.
 *
 * @throws Refusal organisations/…, emulation/unit-writes, initiative-not-found for an id of another unit, not-now, number-faults,
 *   unknown-cell
 */
export async function writeInitiative(
  context: Asking,
  params: Place,
  given: WriteInitiative,
): Promise<{ state: InitiativeState }> {
  const unit = await worker(context, params.unit);
  const cost = readNumber(given.cost);
  if (cost.kind === 'fault')
    refuse('number-faults', {
      faults: [{ at: 'cost', what: sayNumberFault(context.language, cost.fault, given.cost) }],
    });
  const known =
    given.numbers &&
    knownForms(context.content(), vietnamDay(context.now())).find(
      ({ form, period }) => form.id === given.numbers!.form && period.key === given.numbers!.period,
    );
  const codes = new Set(known?.form.cells.map(({ code }) => code));
  if (given.numbers && !given.numbers.cells.every((code) => codes.has(code))) refuse('unknown-cell');
  return context.db.transaction().execute(async (tx: Tx<EmulationTables>) => {
    const before = await lockInitiative(tx, params.initiative);
    if (before && before.unit_id !== unit.id) refuse('initiative-not-found');
    if (before && !mayChange(before.state)) refuse('not-now');
    const { title, problem, steps, result, numbers } = given;
    await putInitiative(tx, {
      id: params.initiative,
      unit_id: unit.id,
      title,
      problem,
      steps,
      cost: cost.kind === 'number' ? cost.value : null,
      result,
      form_id: numbers?.form ?? '',
      period: numbers?.period ?? '',
      cells: numbers?.cells ?? [],
      folded: searchText(given),
      state: before?.state ?? 'draft',
      comment: before?.comment ?? '',
      changed_at: context.now(),
      created_by: before?.created_by ?? unit.personId,
      published_at: null,
    });
    return { state: before?.state ?? ('draft' as const) };
  });
}

/**
 * @throws Refusal organisations/…, emulation/initiative-not-found, unit-writes, above-reviews, leader-decides, not-now, words-needed
 */
export async function stepInitiative(
  context: Asking,
  params: Place,
  { act, words }: { act: InitiativeAct; words: string },
): Promise<{ state: InitiativeState }> {
  const { unit, row, own, above } = await seenInitiative(context, params.unit, params.initiative);
  const works = worksAt(context, WORKERS, unit.id);
  const leads = worksAt(context, ['leader'], unit.id);
  if (act === 'submit' && !(own && works)) refuse('unit-writes');
  if (act !== 'submit' && !(above && works)) refuse('above-reviews');
  if (act === 'publish' && !leads) refuse('leader-decides');
  if (act === 'return' && words === '') refuse('words-needed');
  return context.db.transaction().execute(async (tx: Tx<EmulationTables>) => {
    const { state } = (await lockInitiative(tx, row.id)) ?? refuse('initiative-not-found');
    const next = nextState(state, act) ?? refuse('not-now');
    if (next === state) return { state };
    if (!actsOf(state, { own, above, leadsAbove: leads }).includes(act)) refuse('not-now');
    await moveInitiative(tx, row.id, {
      state: next,
      comment: act === 'return' ? words : '',
      changed_at: context.now(),
      ...(next === 'published' ? { published_at: context.now() } : {}),
    });
    await audit(tx, context, {
      action: `emulation.${act}-initiative`,
      unitId: unit.id,
      detail: { initiative: row.id },
    });
    return { state: next };
  });
}

/** The id of a step's task, always the same for a replication, so that a repeat makes no second one. */
function taskId(replication: string, step: number): string {
  const hex = createHash('sha256').update(`${replication} ${step}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Takes an initiative up: its steps become tasks of the unit.
 *
 * @throws Refusal organisations/…, emulation/unit-writes, initiative-not-found, own-initiative, taken-up-already
 */
export async function takeUp(
  context: Asking,
  params: Taken,
  { from }: { from: string },
): Promise<{ tasks: string[] }> {
  const unit = await worker(context, params.unit);
  const row = await findInitiative(context.db, params.initiative);
  if (row?.state !== 'published') return refuse('initiative-not-found');
  if (row.unit_id === unit.id) refuse('own-initiative');
  const before = (await listReplications(context.db, [row.id])).find((one) => one.unit_id === unit.id);
  if (before)
    return before.id === params.replication ? { tasks: [...before.tasks] } : refuse('taken-up-already');
  const tasks: string[] = [];
  for (const [index, step] of row.steps.entries()) {
    const id = taskId(params.replication, index);
    await addTask(context as never, unit.id, {
      id,
      number: String(index + 1),
      title: step.title,
      content: row.title,
      product: '',
      leadWords: '',
      coordinatingWords: '',
      kind: step.days === null ? 'undated' : 'dated',
      dueOn: step.days === null ? null : addDays(from, step.days),
    });
    tasks.push(id);
  }
  const begun = await insertReplication(context.db, {
    id: params.replication,
    initiative_id: row.id,
    unit_id: unit.id,
    tasks,
    begun_at: context.now(),
    begun_by: unit.personId,
    worked: null,
    words: '',
    told_at: null,
  });
  return begun ? { tasks } : refuse('taken-up-already');
}

/** @throws Refusal organisations/…, emulation/unit-writes, initiative-not-found, words-needed */
export async function tellOutcome(
  context: Asking,
  params: Taken,
  { worked, words }: { worked: Outcome; words: string },
): Promise<{ worked: Outcome }> {
  const unit = await worker(context, params.unit);
  const own = (await listReplications(context.db, [params.initiative])).find(
    (one) => one.id === params.replication && one.unit_id === unit.id,
  );
  if (!own) return refuse('initiative-not-found');
  if (worked !== 'yes' && words === '') refuse('words-needed');
  await tellReplication(context.db, own.id, { worked, words, told_at: context.now() });
  return { worked };
}
