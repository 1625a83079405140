import { audit, readProfile } from '#modules/identity/server.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { truePassRate } from '../domain/integrity/interval.ts';
import { TASKS_TO_CONFIRM, tasksFor } from '../domain/integrity/mini-test.ts';
import type { RecheckLine, RecheckList, RecheckView, RecordRecheck } from '../domain/recheck-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { digestOfList, drawOrder, sampleSize, seedOf } from './draw-sample.ts';
import { monthOf, monthsBefore } from './months.ts';
import {
  findRecheck,
  insertRecheck,
  insertResult,
  listPasses,
  listRechecks,
  listResults,
  type RecheckRow,
} from './rechecks.store.ts';
import type { AssessmentTables } from './tables.ts';
import { listFinished } from './tests.store.ts';

type Asking = Context<AssessmentTables>;
const CHECKERS = ['assessment-officer'];
const METHOD =
  'Sort the ids of the list; SHA-256 of them, one a line, is listDigest; seed = SHA-256 of "unit period listDigest"; order by SHA-256 of "seed id"; the first ones are the sample.';

/** Samples of a unit, and months that can be drawn: the last three that are over. */
export async function readRechecks(context: Asking, unitId: number): Promise<RecheckList> {
  const unit = await requireRole(context, CHECKERS, unitId);
  const rows = await listRechecks(context.db, unitId);
  const drawn = new Set(rows.map(({ period }) => period));
  const months = monthsBefore(vietnamDay(context.now()).slice(0, 7), 3).filter((month) => !drawn.has(month));
  const rechecks = await Promise.all(rows.map((row) => lineOf(context, row)));
  return { unit: { id: unit.id, name: unit.name }, months, rechecks };
}

async function lineOf({ db }: Asking, row: RecheckRow): Promise<RecheckLine> {
  const tree = await treeOf(db);
  const results = await listResults(db, row.id);
  const count = (what: string) => results.filter(({ result }) => result === what).length;
  const [confirmed, refuted, notReached] = [count('confirmed'), count('refuted'), count('not-reached')];
  const rate = truePassRate({ finished: row.finished, passed: row.passed, confirmed, refuted, notReached });
  return {
    id: row.id,
    unit: { id: row.unit_id, name: tree.find(row.unit_id)?.name ?? '' },
    period: row.period,
    finished: row.finished,
    passed: row.passed,
    sample: sampleSize(row.passed),
    seed: row.seed,
    listDigest: row.list_digest,
    drawnAt: row.drawn_at.toISOString(),
    confirmed,
    refuted,
    notReached,
    raw: rate.raw,
    estimate: confirmed + refuted > 0 ? rate.estimate : null,
    bounds: results.length > 0 ? { worst: rate.worst, best: rate.best } : null,
  };
}

/**
 * Draws the sample of a month from the passes of people who live in the unit.
 *
 * @throws Refusal assessment/month-not-over, assessment/no-passes, assessment/drawn-already
 */
export async function drawRecheck(context: Asking, unitId: number, period: string): Promise<{ id: string }> {
  await requireRole(context, CHECKERS, unitId);
  const { from, to } = monthOf(period);
  if (context.now() < to) refuse('month-not-over');
  const tree = await treeOf(context.db);
  const finished = (await listFinished(context.db, from, to)).filter(({ homeUnitId }) =>
    tree.isWithin(homeUnitId, unitId),
  );
  const passes = finished.filter(({ passed }) => passed);
  if (passes.length === 0) refuse('no-passes');
  const ids = passes.map(({ id }) => id);
  const listDigest = digestOfList(ids);
  const seed = seedOf(unitId, period, listDigest);
  const places = new Map(
    drawOrder(ids, seed)
      .slice(0, sampleSize(ids.length))
      .map((id, index) => [id, index + 1]),
  );
  const id = context.newId();
  const actor = context.actor as Person;
  await context.db.transaction().execute(async (tx) => {
    const row = {
      id,
      unit_id: unitId,
      period,
      finished: finished.length,
      passed: passes.length,
      list_digest: listDigest,
      seed,
      drawn_by: actor.personId,
      drawn_at: context.now(),
    };
    const rows = passes.map((pass) => ({
      part_key: pass.partKey,
      recheck_id: id,
      session_id: pass.id,
      person_id: pass.personId,
      home_unit_id: pass.homeUnitId,
      place: places.get(pass.id) ?? 0,
    }));
    if (!(await insertRecheck(tx, row, rows))) refuse('drawn-already');
    await audit(tx, context, {
      action: 'assessment.draw-recheck',
      unitId,
      detail: { period, passes: passes.length, sample: places.size, seed },
    });
  });
  return { id };
}

async function ownRecheck(context: Asking, id: string): Promise<RecheckRow> {
  const row = (await findRecheck(context.db, id)) ?? refuse('recheck-not-found');
  await requireRole(context, CHECKERS, row.unit_id).catch(() => refuse('recheck-not-found'));
  return row;
}

/** Whom to visit. Names are personal: each reading is noted. @throws Refusal assessment/recheck-not-found */
export async function readRecheck(context: Asking, id: string): Promise<RecheckView> {
  const row = await ownRecheck(context, id);
  const tree = await treeOf(context.db);
  const [passes, results] = await Promise.all([listPasses(context.db, id), listResults(context.db, id)]);
  const bySession = new Map(results.map((result) => [result.session_id, result]));
  await context.db.transaction().execute((tx) =>
    audit(tx, context, {
      action: 'assessment.read-recheck',
      unitId: row.unit_id,
      detail: { recheck: id, people: passes.length },
    }),
  );
  const people: RecheckView['people'] = [];
  // One after another: a province's sample would take every connection at once.
  for (const pass of passes) {
    const { name } = await readProfile(context, { partKey: pass.part_key, personId: pass.person_id });
    const result = bySession.get(pass.session_id);
    people.push({
      key: `${pass.part_key}/${pass.session_id}`,
      place: pass.place,
      name,
      home: tree.find(pass.home_unit_id)?.name ?? '',
      tasks: tasksFor(`${row.seed} ${pass.session_id}`),
      result: result
        ? {
            result: result.result,
            tasksDone: result.tasks_done,
            note: result.note,
            at: result.done_at.toISOString(),
          }
        : null,
    });
  }
  return { recheck: await lineOf(context, row), people };
}

/** @throws Refusal assessment/recheck-not-found, assessment/not-in-sample also for a task that was not hers */
export async function recordRecheck(
  context: Asking,
  id: string,
  given: RecordRecheck,
): Promise<{ result: 'confirmed' | 'refuted' | 'not-reached' }> {
  const row = await ownRecheck(context, id);
  const pass = (await listPasses(context.db, id)).find(
    (one) => `${one.part_key}/${one.session_id}` === given.key,
  );
  if (!pass) return refuse('not-in-sample');
  const asked = tasksFor(`${row.seed} ${pass.session_id}`);
  const done = [...new Set(given.tasksDone)];
  if (!done.every((task) => asked.includes(task))) refuse('not-in-sample');
  const result = given.notReached ? 'not-reached' : done.length >= TASKS_TO_CONFIRM ? 'confirmed' : 'refuted';
  await context.db.transaction().execute(async (tx) => {
    const isNew = await insertResult(tx, {
      part_key: pass.part_key,
      id: given.id,
      recheck_id: id,
      session_id: pass.session_id,
      result,
      tasks_done: given.notReached ? [] : done,
      note: given.note,
      done_by: (context.actor as Person).personId,
      done_at: context.now(),
    });
    if (!isNew) return;
    await audit(tx, context, {
      action: 'assessment.record-recheck',
      subject: { partKey: pass.part_key, personId: pass.person_id },
      unitId: row.unit_id,
      detail: { recheck: id, result },
    });
  });
  return { result };
}

/** @throws Refusal assessment/recheck-not-found */
export async function readRecheckList(context: Asking, id: string): Promise<Response> {
  await ownRecheck(context, id);
  const passes = await listPasses(context.db, id, true);
  const ids = passes.map(({ session_id }) => session_id).sort();
  return new Response(`${ids.join('\n')}\n`, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="recheck-${id}.txt"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** What anybody may know of all samples. */
export async function readPublishedRechecks({ db }: Asking) {
  const rows = await listRechecks(db);
  return {
    method: METHOD,
    rechecks: rows.map((row) => ({
      unit: row.unit_id,
      period: row.period,
      passed: row.passed,
      sample: sampleSize(row.passed),
      seed: row.seed,
      listDigest: row.list_digest,
      drawnAt: row.drawn_at.toISOString(),
    })),
  };
}
