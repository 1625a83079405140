import type { Db, Tx } from '#platform/database/connect.ts';
import type { Predecessor } from '../domain/national-list.ts';
import { OPEN_END } from '../domain/unit.ts';
import type { OrganisationsTables } from './tables.ts';

type Reader = Db<OrganisationsTables> | Tx<OrganisationsTables>;
type Writer = Tx<OrganisationsTables>;

export interface Alias {
  readonly folded: string;
  /** 0 for a word of plans that names no unit. */
  readonly unitId: number;
  readonly written: string;
  readonly canonical: string;
}

export async function listAliases(db: Reader): Promise<Alias[]> {
  const rows = await db
    .selectFrom('organisations.aliases')
    .selectAll()
    .orderBy('folded')
    .orderBy('unit_id')
    .execute();
  return rows.map((row) => ({
    folded: row.folded,
    unitId: row.unit_id,
    written: row.written,
    canonical: row.canonical,
  }));
}

export async function upsertAlias(db: Reader, alias: Alias): Promise<void> {
  await db
    .insertInto('organisations.aliases')
    .values({
      folded: alias.folded,
      unit_id: alias.unitId,
      written: alias.written,
      canonical: alias.canonical,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['folded', 'unit_id'])
        .doUpdateSet({ written: alias.written, canonical: alias.canonical }),
    )
    .execute();
}

/** Names that were in force and are no more. */
export async function listFormerNames(
  db: Reader,
): Promise<{ unitId: number; name: string; validTo: string }[]> {
  const rows = await db
    .selectFrom('organisations.unit_names')
    .select(['unit_id', 'name', 'valid_to'])
    .where('valid_to', '<', OPEN_END)
    .orderBy('unit_id')
    .orderBy('valid_from')
    .execute();
  return rows.map((row) => ({ unitId: row.unit_id, name: row.name, validTo: row.valid_to }));
}

export async function listPredecessors(db: Reader): Promise<Predecessor[]> {
  const rows = await db.selectFrom('organisations.predecessors').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    unitId: row.unit_id,
    oldCode: row.old_code,
    ward: row.ward,
    district: row.district,
    province: row.province,
  }));
}

/** The whole list at once: a new edition replaces the one before. */
export async function replacePredecessors(tx: Writer, list: readonly Predecessor[]): Promise<void> {
  await tx.deleteFrom('organisations.predecessors').execute();
  for (let start = 0; start < list.length; start += 4_000) {
    await tx
      .insertInto('organisations.predecessors')
      .values(
        list.slice(start, start + 4_000).map((row) => ({
          id: row.id,
          unit_id: row.unitId,
          old_code: row.oldCode,
          ward: row.ward,
          district: row.district,
          province: row.province,
        })),
      )
      .execute();
  }
}

/** Digest of the national list that was loaded last; undefined before the first. */
export async function readLoaded(db: Reader): Promise<string | undefined> {
  const row = await db
    .selectFrom('platform.facts')
    .select('value')
    .where('name', '=', 'organisations.units')
    .executeTakeFirst();
  return (row?.value as { digest?: string } | undefined)?.digest;
}

export async function writeLoaded(
  tx: Writer,
  value: { digest: string; list: string; units: number },
): Promise<void> {
  const json = JSON.stringify(value);
  await tx
    .insertInto('platform.facts')
    .values({ name: 'organisations.units', value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
}
