import type * as v from 'valibot';
import { audit } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { fold } from '#platform/text/fold.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { AddAlias, CloseUnit, RenameUnit, UnitSummary } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { nationalKinds, OPEN_END, type Unit } from '../domain/unit.ts';
import { refuseTakenName } from './add-unit.ts';
import { directoryOf, summarise } from './directory.ts';
import { upsertAlias } from './names.store.ts';
import { requireRole } from './require-role.ts';
import type { OrganisationsTables } from './tables.ts';
import { forgetTree, treeOf } from './tree.ts';
import {
  findClosing,
  findNameStart,
  insertClosing,
  listChildren,
  lockHead,
  replaceName,
  writeHead,
} from './units.store.ts';

type Asking = Context<OrganisationsTables>;
type Wish<S extends v.GenericSchema> = v.InferOutput<S>;

/** A unit that staff may change: theirs, not of the national list. */
async function localUnit(context: Asking, unitId: number): Promise<Unit> {
  const unit = await requireRole(context, ['administrator'], unitId);
  return nationalKinds.includes(unit.kind) ? refuse('national-list') : unit;
}

/**
 * The unit bears another name from that day on (today unless told).
 *
 * @throws Refusal organisations/national-list, /already-closed, /wrong-day (before its last name, or in the future),
 *   /name-taken
 */
export async function renameUnit(
  context: Asking,
  unitId: number,
  wish: Wish<typeof RenameUnit>,
): Promise<UnitSummary> {
  const unit = await localUnit(context, unitId);
  const today = vietnamDay(context.now());
  const from = wish.from ?? today;
  if (unit.validTo <= today) refuse('already-closed');
  if (unit.name !== wish.name) {
    await change(context, unit, 'organisations.unit-renamed', async (tx) => {
      refuseTakenName(
        await listChildren(tx, unit.parentId ?? 0),
        { kind: unit.kind, name: wish.name },
        unit.id,
      );
      const start = await findNameStart(tx, unitId);
      if (from > today || (start && from < start)) refuse('wrong-day');
      await replaceName(tx, { ...unit, name: wish.name, shortName: wish.name }, from);
    });
  }
  return shown(context, unitId);
}

/**
 * The unit is no more from that day on (today unless told). Closing it again on the same day is no mistake.
 *
 * @throws Refusal organisations/national-list, /already-closed, /wrong-day, /still-has-children, /not-found (successor)
 */
export async function closeUnit(
  context: Asking,
  unitId: number,
  wish: Wish<typeof CloseUnit>,
): Promise<UnitSummary> {
  const unit = await localUnit(context, unitId);
  const today = vietnamDay(context.now());
  const on = wish.on ?? today;
  const before = await findClosing(context.db, unitId);
  if (before) return before.closedOn === on ? shown(context, unitId) : refuse('already-closed');
  if (on > today || on <= unit.validFrom) refuse('wrong-day');
  const tree = await treeOf(context.db);
  const successor = wish.successorId === undefined ? undefined : tree.find(wish.successorId);
  if (wish.successorId !== undefined && (!successor || successor.id === unitId || successor.validTo <= on))
    refuse('not-found');
  await change(context, unit, 'organisations.unit-closed', async (tx) => {
    const children = await listChildren(tx, unitId);
    if (children.some((child) => child.validTo === OPEN_END)) refuse('still-has-children');
    await insertClosing(tx, {
      unitId,
      closedOn: on,
      successorId: successor?.id ?? null,
      reason: wish.reason,
    });
  });
  return shown(context, unitId);
}

/** The unit is found by this name too. Adding it again changes nothing. */
export async function addAlias(
  context: Asking,
  unitId: number,
  { written }: Wish<typeof AddAlias>,
): Promise<{ otherNames: string[] }> {
  const unit = await requireRole(context, ['administrator'], unitId);
  await change(context, unit, 'organisations.alias-added', (tx) =>
    upsertAlias(tx, { folded: fold(written), unitId, written, canonical: '' }),
  );
  const { otherNames } = await directoryOf(context.db);
  return { otherNames: otherNames.filter((one) => one.unitId === unitId).map((one) => one.name) };
}

type Write = Parameters<Parameters<ReturnType<Asking['db']['transaction']>['execute']>[0]>[0];

/** One change with its event, in one transaction; afterwards every reader of this process sees it. */
async function change(
  context: Asking,
  unit: Unit,
  name: string,
  write: (tx: Write) => Promise<void>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const revision = await lockHead(tx, 'revision');
    await write(tx);
    await writeHead(tx, 'revision', revision + 1);
    await audit(tx, context, { action: name, unitId: unit.id });
    await announce(tx, {
      partKey: unit.partKey,
      id: context.newId(),
      name,
      payload: { unitId: unit.id },
      at: context.now(),
    });
  });
  forgetTree(context.db);
}

async function shown({ db }: Asking, unitId: number): Promise<UnitSummary> {
  const tree = await treeOf(db);
  return summarise(tree, tree.find(unitId)!);
}
