import { audit } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { AddUnit, UnitSummary } from '../domain/contract.ts';
import { comparable } from '../domain/name.ts';
import { refuse } from '../domain/refusals.ts';
import { FIRST_LOCAL_ID, mayStandUnder, OPEN_END, type Unit } from '../domain/unit.ts';
import { currentTreeId, insertLeaf } from './closure.store.ts';
import { summarise } from './directory.ts';
import { requireRole } from './require-role.ts';
import type { OrganisationsTables } from './tables.ts';
import { forgetTree, treeOf } from './tree.ts';
import {
  findClosing,
  findRequest,
  insertRequest,
  insertUnits,
  listChildren,
  lockHead,
  writeHead,
} from './units.store.ts';

/**
 * Adds a unit below a commune, province or other unit; its part key is its parent's, for ever.
 *
 * @throws Refusal organisations/wrong-parent, /already-closed (the parent), /wrong-day, /name-taken
 */
export async function addUnit(context: Context<OrganisationsTables>, wish: AddUnit): Promise<UnitSummary> {
  const parent = await requireRole(context, ['administrator'], wish.parentId);
  const today = vietnamDay(context.now());
  const from = wish.from ?? today;
  if (!mayStandUnder(wish.kind, parent.kind)) refuse('wrong-parent');
  if (parent.validTo <= today) refuse('already-closed');
  if (from > today || from < parent.validFrom) refuse('wrong-day');
  const madeBy = context.actor.kind === 'person' ? context.actor.personId : '';
  const id = await context.db.transaction().execute(async (tx) => {
    // The head stays locked until the end: numbers and names of new units are given one after another.
    const last = Math.max(FIRST_LOCAL_ID, await lockHead(tx, 'unit'));
    const before = await findRequest(tx, wish.requestId);
    if (before) return before.madeBy === madeBy ? before.unitId : refuse('not-found');
    const revision = await lockHead(tx, 'revision');
    // Asked again under the lock, on this connection: someone may have closed the parent or taken the name.
    if (await findClosing(tx, parent.id)) refuse('already-closed');
    refuseTakenName(await listChildren(tx, parent.id), wish);
    const unit: Unit = {
      id: last + 1,
      partKey: parent.partKey,
      kind: wish.kind,
      code: wish.code,
      name: wish.name,
      shortName: wish.name,
      division: '',
      parentId: parent.id,
      validFrom: from,
      validTo: OPEN_END,
    };
    await insertUnits(tx, [unit]);
    await insertLeaf(tx, await currentTreeId(tx), unit.id, parent.id);
    await insertRequest(tx, { id: wish.requestId, unitId: unit.id, madeBy, at: context.now() });
    await writeHead(tx, 'unit', unit.id);
    await writeHead(tx, 'revision', revision + 1);
    await audit(tx, context, {
      action: 'organisations.add-unit',
      unitId: unit.id,
      detail: { parentId: parent.id, kind: unit.kind },
    });
    await announce(tx, {
      partKey: unit.partKey,
      id: context.newId(),
      name: 'organisations.unit-added',
      payload: { unitId: unit.id, parentId: parent.id, kind: unit.kind },
      at: context.now(),
    });
    return unit.id;
  });
  forgetTree(context.db);
  const tree = await treeOf(context.db);
  return summarise(tree, tree.find(id)!);
}

/** Two units of a kind with one name under one parent would be taken for each other. */
export function refuseTakenName(
  siblings: readonly Unit[],
  wish: { readonly kind: string; readonly name: string },
  self?: number,
): void {
  const same = (unit: Unit) =>
    unit.id !== self &&
    unit.validTo === OPEN_END &&
    unit.kind === wish.kind &&
    comparable(unit.name) === comparable(wish.name);
  if (siblings.some(same)) refuse('name-taken');
}
