import { createHash } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { NATION_ID, type Tree, type Unit } from '#modules/organisations/index.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { readBytes } from '#platform/http/body.ts';
import type { Context } from '#platform/http/context.ts';
import { fold, tidy } from '#platform/text/fold.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { BatchView, PopulationChange } from '../domain/contract.ts';
import {
  checkRows,
  type PopulationFault,
  type PopulationRow,
  type UnitLookup,
} from '../domain/population.ts';
import { refuse } from '../domain/refusals.ts';
import { populationGroupsOf } from './content.ts';
import { populationsOf } from './populations.ts';
import {
  findBatch,
  insertBatch,
  listBatchRows,
  lockBatch,
  settleBatch,
  type Batch,
} from './populations.store.ts';
import { readTable } from './read-table.ts';
import { sayFault } from './say-fault.ts';
import type { MovementTables } from './tables.ts';

export const IMPORTERS = ['clerk', 'administrator'] as const;
export const MOST_BYTES = 5 * 1024 * 1024;
const MOST_FAULTS = 200;
const MOST_CHANGES = 500;
type Asking = Context<MovementTables>;
interface Drafted {
  readonly batch: BatchView;
  readonly changes: PopulationChange[];
}

/**
 * Reads a table of numbers of people into a draft that changes nothing yet. The same id with the same file gives the
 * same draft.
 *
 * @throws Refusal movement/population-faults with every fault of the file; nothing is written then
 */
export async function draftPopulations(
  context: Asking,
  unitId: number,
  id: string,
  from: { readonly source: string; readonly sourceDate: string },
): Promise<Drafted> {
  const unit = await requireRole(context, IMPORTERS, unitId);
  const bytes = await readBytes(context.request, 'text/csv', MOST_BYTES);
  const tree = await treeOf(context.db);
  const read = readTable(bytes);
  const { rows, faults } =
    'faults' in read
      ? { rows: [], faults: read.faults }
      : checkRows(read.rows, lookUp(tree, unit), populationGroupsOf(context.content()));
  const today = vietnamDay(context.now());
  if (faults.length > 0) refuseFaults(context, faults);
  if (from.sourceDate > today)
    refuse('population-faults', {
      faults: [{ at: 'sourceDate', what: sayFault(context.language, 'future-date') }],
    });
  const digest = createHash('sha256').update(bytes).digest('hex');
  await context.db
    .transaction()
    .execute((tx: Tx<MovementTables>) =>
      insertBatch(tx, newBatch(context, unit, id, { ...from, digest, rows }), rows),
    );
  const batch = await findBatch(context.db, id);
  if (batch?.digest !== digest || batch.unit_id !== unit.id) refuse('batch-settled');
  return readDraft(context, unitId, id);
}

function refuseFaults({ language }: Asking, faults: readonly PopulationFault[]): never {
  const said = faults.slice(0, MOST_FAULTS).map((fault) => ({
    at: `${fault.line}:${fault.column}`,
    what: sayFault(language, fault),
  }));
  const more = faults.length - said.length;
  return refuse('population-faults', {
    faults: more > 0 ? [...said, { at: 'file', what: sayFault(language, 'more', { more }) }] : said,
  });
}

function newBatch(
  { actor, now }: Asking,
  unit: Unit,
  id: string,
  made: { source: string; sourceDate: string; digest: string; rows: readonly PopulationRow[] },
): Batch {
  return {
    id,
    unit_id: unit.id,
    source: tidy(made.source),
    source_date: made.sourceDate,
    digest: made.digest,
    state: 'draft',
    row_count: made.rows.length,
    created_at: now(),
    created_by: actor.kind === 'person' ? actor.personId : id,
    settled_at: null,
  };
}

/** @throws Refusal movement/batch-not-found also for a batch of another unit */
export async function readDraft(context: Asking, unitId: number, id: string): Promise<Drafted> {
  await requireRole(context, IMPORTERS, unitId);
  const batch = await findBatch(context.db, id);
  if (batch?.unit_id !== unitId) return refuse('batch-not-found');
  const rows = await listBatchRows(context.db, id, MOST_CHANGES);
  const before = await populationsOf(context.db);
  const tree = await treeOf(context.db);
  const groups = populationGroupsOf(context.content());
  return {
    batch: toView(batch),
    changes: rows.map((row) => ({
      unit: nameOf(tree, row.unit_id),
      group: groups.find((one) => one.code === row.group_code) ?? unknownGroup(row.group_code),
      year: row.year,
      before: before.stated(row.unit_id, row.group_code).find((one) => one.year === row.year)?.value ?? null,
      after: row.value,
    })),
  };
}

const unknownGroup = (code: string) => ({ code, name: { vi: code, en: code } });
export const nameOf = (tree: Tree, unitId: number) => {
  const unit = tree.find(unitId);
  return { id: unitId, name: unit?.name ?? String(unitId), kind: unit?.kind ?? '' };
};

export const toView = (batch: Batch): BatchView => ({
  id: batch.id,
  state: batch.state,
  source: batch.source,
  sourceDate: batch.source_date,
  rowCount: batch.row_count,
  createdAt: batch.created_at.toISOString(),
});

/** A draft comes into force, a batch in force is taken back; asked twice, the second time changes nothing. */
export async function settlePopulations(
  context: Asking,
  unitId: number,
  id: string,
  to: 'in-force' | 'undone',
): Promise<{ batch: BatchView }> {
  await requireRole(context, IMPORTERS, unitId);
  const batch = await context.db.transaction().execute(async (tx: Tx<MovementTables>) => {
    const found = await lockBatch(tx, id);
    if (found?.unit_id !== unitId) return refuse('batch-not-found');
    if (found.state === to) return found;
    if (found.state === 'undone') return refuse('batch-settled');
    const at = context.now();
    await settleBatch(tx, id, to, at);
    await audit(tx, context, {
      action: to === 'in-force' ? 'movement.import-populations' : 'movement.undo-populations',
      unitId,
      detail: { batch: id, rows: found.row_count },
    });
    return { ...found, state: to, settled_at: at };
  });
  return { batch: toView(batch) };
}

/** Units that an importer at `unit` may speak for: it and what stands below, down to the commune. */
function lookUp(tree: Tree, unit: Unit): UnitLookup {
  const own = [unit, ...tree.descendants(unit.id)].filter((one) =>
    ['nation', 'province', 'commune'].includes(one.kind),
  );
  const ids = new Set(own.map((one) => one.id));
  const codes = new Map(own.flatMap((one) => (one.code ? [[one.code, one] as const] : [])));
  const names = new Map<string, Unit[]>();
  for (const one of own)
    for (const key of new Set([spell(one.name), spell(one.shortName), fold(one.name), fold(one.shortName)]))
      names.set(key, [...(names.get(key) ?? []), one]);
  return {
    byCode: (code) =>
      /^\d{1,5}$/.test(code)
        ? codes.get(code.padStart(code.length <= 2 ? 2 : 5, '0'))
        : code.toUpperCase() === 'VN' && ids.has(NATION_ID)
          ? tree.find(NATION_ID)
          : undefined,
    byName: (name) => {
      // As written first: Xã Sơn Hà and Xã Sơn Hạ are two communes.
      const exact = own.filter((one) => spell(one.name) === spell(name));
      if (exact.length > 0) return exact;
      return names.get(spell(name)) ?? names.get(fold(name)) ?? [];
    },
    parentOf: (id) => tree.find(id)?.parentId ?? null,
    childrenOf: (id) =>
      tree.children(id).flatMap((child) => (ids.has(child.id) && child.id !== id ? [child.id] : [])),
    nameOf: (id) => tree.find(id)?.name ?? String(id),
  };
}

const spell = (name: string) => `=${tidy(name).toLowerCase()}`;
