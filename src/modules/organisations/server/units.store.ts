import type { Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Unit } from '../domain/unit.ts';
import { OPEN_END } from '../domain/unit.ts';
import { searchKey } from '../domain/name.ts';
import type { OrganisationsTables } from './tables.ts';

type Reader = Db<OrganisationsTables> | Tx<OrganisationsTables>;
type Writer = Tx<OrganisationsTables>;

const CHUNK = 2_000;

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += CHUNK) yield rows.slice(start, start + CHUNK);
}

/** Every unit with its present name and line parent, also closed ones, by id. */
export async function listUnits(db: Reader): Promise<Unit[]> {
  const rows = await db.selectFrom('organisations.pub_units').selectAll().orderBy('id').execute();
  return rows.map(toUnit);
}

/** Direct children, also closed ones, by id. */
export async function listChildren(db: Reader, parentId: number): Promise<Unit[]> {
  const rows = await db
    .selectFrom('organisations.pub_units')
    .selectAll()
    .where('parent_id', '=', parentId)
    .orderBy('id')
    .execute();
  return rows.map(toUnit);
}

const toUnit = (row: Selectable<OrganisationsTables['organisations.pub_units']>): Unit => ({
  id: row.id,
  partKey: row.part_key,
  kind: row.kind,
  code: row.code,
  name: row.name,
  shortName: row.short_name,
  division: row.division,
  parentId: row.parent_id,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

/** Adds units with their names and line edges. */
export async function insertUnits(tx: Writer, units: readonly Unit[]): Promise<void> {
  for (const some of chunks(units)) {
    await tx
      .insertInto('organisations.units')
      .values(
        some.map((unit) => ({
          id: unit.id,
          part_key: unit.partKey,
          kind: unit.kind,
          code: unit.code,
          valid_from: unit.validFrom,
        })),
      )
      .execute();
    await tx
      .insertInto('organisations.unit_names')
      .values(some.map((unit) => nameRow(unit, unit.validFrom)))
      .execute();
    const edges = some.flatMap((unit) =>
      unit.parentId === null
        ? []
        : [{ unit_id: unit.id, parent_id: unit.parentId, axis: 'line' as const, valid_from: unit.validFrom }],
    );
    if (edges.length > 0) await tx.insertInto('organisations.edges').values(edges).execute();
  }
}

const nameRow = (unit: Pick<Unit, 'id' | 'name' | 'shortName' | 'division'>, validFrom: string) => ({
  unit_id: unit.id,
  valid_from: validFrom,
  name: unit.name,
  short_name: unit.shortName,
  folded: searchKey(unit.name),
  division: unit.division,
});

/** The old name ends and the new one begins on that day; a second name on one day replaces the first. */
export async function replaceName(
  tx: Writer,
  unit: Pick<Unit, 'id' | 'name' | 'shortName' | 'division'>,
  from: string,
): Promise<void> {
  await tx
    .deleteFrom('organisations.unit_names')
    .where('unit_id', '=', unit.id)
    .where('valid_to', '=', OPEN_END)
    .where('valid_from', '=', from)
    .execute();
  await tx
    .updateTable('organisations.unit_names')
    .set({ valid_to: from })
    .where('unit_id', '=', unit.id)
    .where('valid_to', '=', OPEN_END)
    .execute();
  await tx.insertInto('organisations.unit_names').values(nameRow(unit, from)).execute();
}

/** Moves a unit under another parent of its line from that day on. */
export async function replaceParent(
  tx: Writer,
  unitId: number,
  parentId: number,
  from: string,
): Promise<void> {
  const open = tx.updateTable('organisations.edges').where('unit_id', '=', unitId).where('axis', '=', 'line');
  await tx
    .deleteFrom('organisations.edges')
    .where('unit_id', '=', unitId)
    .where('axis', '=', 'line')
    .where('valid_from', '=', from)
    .execute();
  await open.set({ valid_to: from }).where('valid_to', '=', OPEN_END).execute();
  await tx
    .insertInto('organisations.edges')
    .values({ unit_id: unitId, parent_id: parentId, axis: 'line', valid_from: from })
    .execute();
}

export async function insertClosing(
  tx: Writer,
  closing: { unitId: number; closedOn: string; successorId: number | null; reason: string },
): Promise<void> {
  await tx
    .insertInto('organisations.unit_closings')
    .values({
      unit_id: closing.unitId,
      closed_on: closing.closedOn,
      successor_id: closing.successorId,
      reason: closing.reason,
    })
    .onConflict((conflict) => conflict.column('unit_id').doNothing())
    .execute();
}

/** Reads a head row and keeps it locked until the transaction ends. */
export async function lockHead(tx: Writer, name: 'unit' | 'revision'): Promise<number> {
  const row = await tx
    .selectFrom('organisations.heads')
    .select('value')
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.value;
}

export async function writeHead(tx: Writer, name: 'unit' | 'revision', value: number): Promise<void> {
  await tx.updateTable('organisations.heads').set({ value }).where('name', '=', name).execute();
}

export async function readRevision(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('organisations.heads')
    .select('value')
    .where('name', '=', 'revision')
    .executeTakeFirst();
  return row?.value ?? 0;
}

export async function findClosing(
  db: Reader,
  unitId: number,
): Promise<{ closedOn: string; successorId: number | null; reason: string } | undefined> {
  const row = await db
    .selectFrom('organisations.unit_closings')
    .selectAll()
    .where('unit_id', '=', unitId)
    .executeTakeFirst();
  return row && { closedOn: row.closed_on, successorId: row.successor_id, reason: row.reason };
}

/** First day of the name in force. */
export async function findNameStart(db: Reader, unitId: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisations.unit_names')
    .select('valid_from')
    .where('unit_id', '=', unitId)
    .where('valid_to', '=', OPEN_END)
    .executeTakeFirst();
  return row?.valid_from;
}

/** The unit that this request made before. */
export async function findRequest(
  db: Reader,
  id: string,
): Promise<{ unitId: number; madeBy: string } | undefined> {
  const row = await db
    .selectFrom('organisations.requests')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { unitId: row.unit_id, madeBy: row.made_by };
}

export async function insertRequest(
  tx: Writer,
  request: { id: string; unitId: number; madeBy: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('organisations.requests')
    .values({ id: request.id, unit_id: request.unitId, made_by: request.madeBy, made_at: request.at })
    .execute();
}
