import { requireRole, treeOf, worksAt } from '#modules/organisations/server.ts';
import { knownForms, knownNumbers } from '#modules/reporting/server.ts';
import { fold } from '#platform/text/fold.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { actsOf, mayChange } from '../domain/initiative.ts';
import type { InitiativeLine, InitiativeView, Library } from '../domain/initiative-contract.ts';
import { refuse } from '../domain/refusals.ts';
import {
  findInitiative,
  listAround,
  listReplications,
  searchInitiatives,
  type InitiativeRow,
} from './initiatives.store.ts';
import { aboveOf, namer, READERS, WORKERS, type Asking } from './rights.ts';

const MOST_FOUND = 100;
const MOST_AROUND = 300;

/** @throws Refusal organisations/sign-in-first, organisations/not-found */
export async function readLibrary(context: Asking, unitId: number, q = ''): Promise<Library> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const words = fold(q).split(' ').filter(Boolean);
  const below = tree.children(unit.id).map(({ id }) => id);
  const [around, found, name] = await Promise.all([
    listAround(context.db, unit.id, below, MOST_AROUND),
    searchInitiatives(context.db, words, MOST_FOUND + 1),
    namer(context),
  ]);
  const told = Map.groupBy(
    await listReplications(
      context.db,
      [...around, ...found].map(({ id }) => id),
    ),
    (one) => one.initiative_id,
  );
  const line = (row: InitiativeRow): InitiativeLine => {
    const taken = told.get(row.id) ?? [];
    return {
      id: row.id,
      unit: name(row.unit_id),
      title: row.title,
      problem: row.problem,
      state: row.state,
      replications: taken.length,
      worked: taken.filter(({ worked }) => worked === 'yes').length,
      told: taken.filter(({ worked }) => worked !== null).length,
    };
  };
  const reviewers = await Promise.all(
    around.map(
      async (row) => row.state === 'submitted' && (await aboveOf(context, row.unit_id)).id === unit.id,
    ),
  );
  return {
    unit: { id: unit.id, name: unit.name },
    asked: q,
    mayWrite: worksAt(context, WORKERS, unit.id),
    own: around.filter(({ unit_id }) => unit_id === unit.id).map(line),
    toReview: around.filter((_, index) => reviewers[index]).map(line),
    found: found.slice(0, MOST_FOUND).map(line),
    cutShort: found.length > MOST_FOUND,
  };
}

/**
 * An initiative that a unit may see: published, its own, or one it reviews.
 *
 * @throws Refusal organisations/…, emulation/initiative-not-found
 */
export async function seenInitiative(context: Asking, unitId: number, id: string) {
  const unit = await requireRole(context, READERS, unitId);
  const row = (await findInitiative(context.db, id)) ?? refuse('initiative-not-found');
  const own = row.unit_id === unit.id;
  const reviewer = await aboveOf(context, row.unit_id);
  const above = reviewer.id === unit.id;
  const seen = own || row.state === 'published' || (above && row.state !== 'draft');
  return seen ? { unit, row, own, above } : refuse('initiative-not-found');
}

/** The numbers that show its result, from the ledger of its unit. */
async function numbersOf(context: Asking, row: InitiativeRow) {
  const today = vietnamDay(context.now());
  const known = knownForms(context.content(), today).find(
    ({ form, period }) => form.id === row.form_id && period.key === row.period,
  );
  const unit = (await treeOf(context.db)).find(row.unit_id);
  if (!known || !unit) return { period: null, numbers: [] };
  const held = (await knownNumbers(context as never, [unit], known, today)).get(unit.id);
  return {
    period: { form: row.form_id, key: row.period, words: known.words },
    numbers: known.form.cells
      .filter(({ code }) => row.cells.includes(code))
      .map(({ code, label }) => {
        const number = held?.get(code);
        return {
          code,
          label,
          num: number?.num ?? null,
          den: number?.den ?? null,
          source: number?.source ?? '',
        };
      }),
  };
}

/** @throws Refusal organisations/…, emulation/initiative-not-found */
export async function readInitiative(context: Asking, unitId: number, id: string): Promise<InitiativeView> {
  const { unit, row, own, above } = await seenInitiative(context, unitId, id);
  const [name, taken, { period, numbers }] = await Promise.all([
    namer(context),
    listReplications(context.db, [id]),
    numbersOf(context, row),
  ]);
  const works = worksAt(context, WORKERS, unit.id);
  return {
    id,
    unit: name(row.unit_id),
    title: row.title,
    problem: row.problem,
    steps: row.steps.map((step) => ({ ...step })),
    cost: row.cost,
    result: row.result,
    state: row.state,
    comment: row.comment,
    period,
    numbers,
    replications: taken.map((one) => ({
      id: one.id,
      unit: name(one.unit_id),
      begunAt: one.begun_at.toISOString(),
      worked: one.worked,
      words: one.words,
      tasks: one.unit_id === unit.id ? [...one.tasks] : [],
    })),
    may: actsOf(row.state, {
      own: own && works,
      above: above && works,
      leadsAbove: above && worksAt(context, ['leader'], unit.id),
    }),
    mayChange: own && works && mayChange(row.state),
    mayTakeUp:
      works && !own && row.state === 'published' && !taken.some(({ unit_id }) => unit_id === unit.id),
  };
}

/** @throws Refusal organisations/sign-in-first, organisations/not-found */
export async function readInitiativeForm(context: Asking, unitId: number) {
  const unit = await requireRole(context, READERS, unitId);
  const known = knownForms(context.content(), vietnamDay(context.now())).filter(({ form }) =>
    form.tiers.includes(unit.kind as never),
  );
  const cells = new Map(
    known.flatMap(({ form }) => form.cells.map(({ code, label }) => [code, label] as const)),
  );
  return {
    unit: { id: unit.id, name: unit.name },
    periods: known.map(({ form, period, words }) => ({ form: form.id, key: period.key, words })),
    cells: [...cells].map(([code, label]) => ({ code, label })),
  };
}
