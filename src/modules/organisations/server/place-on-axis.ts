import { audit } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { PlaceOnAxis, UnitAxes } from '../domain/axis-contract.ts';
import { makesLoop, mayStandOn, sideAxes } from '../domain/axis.ts';
import { refuse } from '../domain/refusals.ts';
import { OPEN_END } from '../domain/unit.ts';
import { joinAxis, listEdgesOf, readParents, replacePlace, writeAxis } from './axes.store.ts';
import { summarise } from './directory.ts';
import { requireRole } from './require-role.ts';
import type { OrganisationsTables } from './tables.ts';
import { treeOf } from './tree.ts';
import { lockHead, writeHead } from './units.store.ts';

type Asking = Context<OrganisationsTables>;

/**
 * Puts a unit under another on an axis, or takes it off, from a day on (today unless told). Rights and figures stay with the
 * state's line. Both units must be the administrator's: nobody is drawn into a sector, nor added to one, by a stranger.
 *
 * @throws Refusal organisations/not-found (either unit), /wrong-axis (of another kind), /already-closed, /axis-loop,
 *   /wrong-day (in the future, or before what is known of its place)
 */
export async function placeOnAxis(context: Asking, unitId: number, wish: PlaceOnAxis): Promise<UnitAxes> {
  const unit = await requireRole(context, ['administrator'], unitId);
  const { axis, parentId } = wish;
  const parent = parentId === null ? null : await requireRole(context, ['administrator'], parentId);
  const today = vietnamDay(context.now());
  const from = wish.from ?? today;
  if (!mayStandOn(axis, unit.kind) || (parent && !mayStandOn(axis, parent.kind))) refuse('wrong-axis');
  if (unit.validTo <= today || (parent && parent.validTo <= today)) refuse('already-closed');
  if (from > today || from < unit.validFrom || (parent && from < parent.validFrom)) refuse('wrong-day');
  await context.db.transaction().execute(async (tx) => {
    // One changes the graph at a time.
    const revision = await lockHead(tx, 'revision');
    const parents = await readParents(tx, axis);
    if ((parents.get(unitId) ?? null) === parentId) return;
    const own = (await listEdgesOf(tx, unitId)).filter(
      (edge) => edge.axis === axis && edge.unitId === unitId,
    );
    if (own.some((edge) => edge.from > from || (edge.to !== OPEN_END && edge.to > from))) refuse('wrong-day');
    if (parentId !== null && makesLoop(parents, unitId, parentId)) refuse('axis-loop');
    const isLeaf = !parents.has(unitId) && ![...parents.values()].includes(unitId);
    await replacePlace(tx, axis, unitId, parentId, from);
    if (parentId === null) parents.delete(unitId);
    else parents.set(unitId, parentId);
    const joined = isLeaf && parentId !== null && (await joinAxis(tx, axis, parents, unitId));
    if (!joined) await writeAxis(tx, axis, parents, from);
    await writeHead(tx, 'revision', revision + 1);
    const detail = { axis, parentId, from };
    await audit(tx, context, { action: 'organisations.place-on-axis', unitId, detail });
    await announce(tx, {
      partKey: unit.partKey,
      id: context.newId(),
      name: 'organisations.unit-placed',
      payload: { unitId, ...detail },
      at: context.now(),
    });
  });
  return readAxes(context, unitId);
}

/** Where a unit stands beside the state's line. @throws Refusal organisations/not-found */
export async function readAxes({ db }: Pick<Asking, 'db'>, unitId: number): Promise<UnitAxes> {
  const tree = await treeOf(db);
  const unit = tree.find(unitId) ?? refuse('not-found');
  const edges = await listEdgesOf(db, unitId);
  const shown = (id: number) => summarise(tree, tree.find(id)!);
  return {
    unit: summarise(tree, unit),
    axes: sideAxes.flatMap((axis) => {
      const of = edges.filter((edge) => edge.axis === axis);
      if (of.length === 0) return [];
      const own = of.filter((edge) => edge.unitId === unitId);
      const now = own.find((edge) => edge.to === OPEN_END);
      return [
        {
          axis,
          parent: now ? shown(now.parentId) : null,
          from: now?.from ?? null,
          children: of
            .filter((edge) => edge.parentId === unitId && edge.to === OPEN_END)
            .map((edge) => shown(edge.unitId)),
          past: own
            .filter((edge) => edge.to !== OPEN_END)
            .map((edge) => ({ parent: shown(edge.parentId), from: edge.from, to: edge.to })),
        },
      ];
    }),
  };
}
