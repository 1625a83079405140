import type { SideAxis } from '#modules/organisations/index.ts';
import { requireRole, sectorOf, treeOf, type Member } from '#modules/organisations/server.ts';
import { csvFile } from '#platform/http/csv.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { addUp, cellOf, cells, EMPTY_CUBE, totalOf, type Cube } from '../domain/cube.ts';
import type { SectorCubes } from '../domain/glance-contract.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { countByWorker } from './items.store.ts';
import { READERS, type Asking } from './rights.ts';

const plus = (one: Cube, other: Cube): Cube =>
  Object.fromEntries(cells.map((cell) => [cell, one[cell] + other[cell]])) as unknown as Cube;

/** Each unit of a sector with its cube and that of all below it. */
async function cubesOf(context: Asking, unitId: number, axis: SideAxis) {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const today = vietnamDay(context.now());
  const members = await sectorOf(context.db, tree, axis, unit);
  const ids = members.map((member) => member.unit.id);
  const counts = Map.groupBy(await countByWorker(context.db, ids, today), (one) => one.unit_id);
  const own = new Map(
    ids.map((id) => [
      id,
      addUp(
        (counts.get(id) ?? []).map((one) => ({
          cell: cellOf({ kind: one.kind, state: one.state, inTime: one.in_time }),
          count: Number(one.count),
        })),
      ),
    ]),
  );
  const whole = new Map(own);
  // Deepest first: a unit is whole before it is added to the one above.
  for (const { unit: one, parentId } of members.toReversed())
    if (parentId !== null) whole.set(parentId, plus(whole.get(parentId)!, whole.get(one.id)!));
  const total = [...own.values()].reduce(plus, EMPTY_CUBE);
  return { today, members, own, whole, total };
}

/** @throws Refusal organisations/sign-in-first, organisations/not-found */
export async function readSectorCubes(context: Asking, unitId: number, axis: SideAxis): Promise<SectorCubes> {
  const { today, members, own, whole, total } = await cubesOf(context, unitId, axis);
  const units = members.map(({ unit: { id } }: Member) => ({ id, own: own.get(id)!, whole: whole.get(id)! }));
  return { today, units, total };
}

/** The table as a file; each unit with all below it. */
export async function sectorFile(context: Asking, unitId: number, axis: SideAxis): Promise<Response> {
  const { today, members, whole } = await cubesOf(context, unitId, axis);
  const words = context.language === 'vi' ? vi : en;
  return csvFile(`nganh-${unitId}-${axis}-${today}.csv`, context.language, [
    [words['column.unit'], words['cube.total'], ...cells.map((cell) => words[`cell.long.${cell}`])],
    ...members.map(({ unit, depth }) => {
      const cube = whole.get(unit.id)!;
      return [`${'– '.repeat(depth)}${unit.name}`, totalOf(cube), ...cells.map((cell) => cube[cell])];
    }),
  ]);
}
