import { requireRole, treeOf } from '#modules/organisations/server.ts';
import { fold } from '#platform/text/fold.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { Side, TaskLine, TaskList } from '../domain/contract.ts';
import type { UnitCubes } from '../domain/glance-contract.ts';
import { addUp, cellOf, isInTime, worstOf, type Cell } from '../domain/cube.ts';
import type { ItemState } from '../domain/item.ts';
import { nextDay } from '../domain/deadline.ts';
import { countByUnit, countGiven, leadsOf, type ItemCount } from './items.store.ts';
import { mayWork, namer, READERS, type Asking } from './rights.ts';
import { listGiven, listReceived, type ReceivedRow, type TaskRow } from './tasks.store.ts';

const MOST = 2_000;

const cellOfCount = (one: Pick<ItemCount, 'kind' | 'state' | 'in_time'>): Cell | null =>
  cellOf({ kind: one.kind, state: one.state, inTime: one.in_time });

/** The state of a task of several units is the one that asks for most. */
const ORDER: readonly ItemState[] = ['declined', 'reported', 'given', 'accepted', 'confirmed'];

const basics = (row: TaskRow, today: string) => ({
  nextOn: row.rrule ? nextDay(row.rrule, today) : null,
  task: row.id,
  number: row.number,
  title: row.title,
  leadWords: row.lead_words,
  kind: row.kind,
  deadlineWords: row.deadline_words,
});

/** @throws Refusal organisations/not-found */
export async function readTasks(
  context: Asking,
  unitId: number,
  { side, q = '' }: { side?: Side | undefined; q?: string | undefined },
): Promise<TaskList> {
  const unit = await requireRole(context, READERS, unitId);
  const today = vietnamDay(context.now());
  const [received, given, counts, may, nameOf] = await Promise.all([
    listReceived(context.db, [unitId], MOST + 1),
    listGiven(context.db, unitId, MOST + 1),
    countGiven(context.db, unitId, today),
    mayWork(context, unitId),
    namer(context),
  ]);
  const leads = await leadsOf(context.db, [...new Set([...received, ...given].map(({ id }) => id))]);
  const leadsIn = (id: string) => ({
    leads: (leads.get(id)?.unitIds ?? []).map((one) => nameOf(one).name),
    leadCount: leads.get(id)?.count ?? 0,
  });
  const counted = (row: ReceivedRow): Cell | null =>
    cellOf({
      kind: row.kind,
      state: row.state,
      inTime: isInTime({ dueOn: row.item_due_on, reportedOn: row.reported_on }, today),
    });
  const byTask = new Map<string, Omit<ItemCount, 'unit_id'>[]>();
  for (const one of counts) byTask.set(one.task_id, [...(byTask.get(one.task_id) ?? []), one]);
  const receivedLine = (row: ReceivedRow): TaskLine => ({
    ...basics(row, today),
    ...leadsIn(row.id),
    giver: nameOf(row.unit_id),
    role: row.role,
    dueOn: row.item_due_on,
    state: row.state,
    cell: row.role === 'lead' ? counted(row) : null,
    done: row.state === 'confirmed' ? 1 : 0,
  });
  const stateOf = (id: string) => ORDER.find((one) => byTask.get(id)?.some(({ state }) => state === one));
  const givenLine = (row: TaskRow): TaskLine => {
    const own = byTask.get(row.id) ?? [];
    return {
      ...basics(row, today),
      ...leadsIn(row.id),
      giver: { id: unit.id, name: unit.name },
      role: 'lead',
      dueOn: row.due_on,
      state: stateOf(row.id) ?? 'to-assign',
      cell: worstOf(addUp(own.map((item) => ({ cell: cellOfCount(item), count: item.count })))),
      done: own.filter((item) => item.state === 'confirmed').reduce((sum, { count }) => sum + count, 0),
    };
  };
  const chosen = side ?? (received.length > 0 || given.length === 0 ? 'received' : 'given');
  const words = fold(q);
  const found = <Row extends TaskRow>(rows: readonly Row[]) =>
    rows.slice(0, MOST).filter((row) => words === '' || row.folded.includes(words));
  return {
    unit: { id: unit.id, name: unit.name },
    today,
    mayWork: may,
    side: chosen,
    received: addUp(
      received.filter(({ role }) => role === 'lead').map((row) => ({ cell: counted(row), count: 1 })),
    ),
    given: addUp(counts.map((one) => ({ cell: cellOfCount(one), count: one.count }))),
    toAssign: given.filter(({ id }) => !stateOf(id)).length,
    lines: chosen === 'received' ? found(received).map(receivedLine) : found(given).map(givenLine),
    cutShort: (chosen === 'received' ? received : given).length > MOST,
  };
}

/** @throws Refusal organisations/not-found */
export async function readCubes(context: Asking, unitId: number): Promise<UnitCubes> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const today = vietnamDay(context.now());
  const givers = [...tree.ancestors(unitId).map(({ id }) => id), unitId];
  const counts = (await countByUnit(context.db, givers, today)).filter((one) =>
    tree.isWithin(one.unit_id, unitId),
  );
  const cubes = new Map<number, { cell: Cell | null; count: number }[]>();
  for (const one of counts) {
    // The unit itself, or the one directly below it that the work lies in.
    const way = [...tree.ancestors(one.unit_id).map(({ id }) => id), one.unit_id];
    const place = way[way.indexOf(unitId) + 1] ?? unitId;
    cubes.set(place, [...(cubes.get(place) ?? []), { cell: cellOfCount(one), count: one.count }]);
  }
  return {
    unit: { id: unit.id, name: unit.name },
    today,
    own: addUp(cubes.get(unitId) ?? []),
    units: tree.children(unitId).map(({ id, name }) => ({ id, name, cube: addUp(cubes.get(id) ?? []) })),
  };
}
