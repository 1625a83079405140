import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import type { FederationTables } from './tables.ts';

type Reader = Db<FederationTables> | Tx<FederationTables>;
type Writer = Tx<FederationTables>;
export type OwnKey = FederationTables['movement.federation_keys'];
export type TrustedKey = FederationTables['movement.trusted_keys'];
export type Received = FederationTables['movement.received_bundles'];
type ReceivedFigure = FederationTables['movement.received_figures'];

/** The key that signs now. */
export async function findSigningKey(db: Reader): Promise<OwnKey | undefined> {
  return db
    .selectFrom('movement.federation_keys')
    .selectAll()
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export async function isOwnKey(db: Reader, id: string): Promise<boolean> {
  const query = db.selectFrom('movement.federation_keys').select('id').where('id', '=', id);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Ends what signed before. */
export async function replaceSigningKey(tx: Writer, row: OwnKey): Promise<void> {
  await tx
    .updateTable('movement.federation_keys')
    .set({ ended_at: row.made_at })
    .where('ended_at', 'is', null)
    .execute();
  await tx
    .insertInto('movement.federation_keys')
    .values({ ...row, public_jwk: JSON.stringify(row.public_jwk) })
    .execute();
}

export async function findTrustedKey(db: Reader, id: string): Promise<TrustedKey | undefined> {
  return db.selectFrom('movement.trusted_keys').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Bundles of one key are taken in one after another. */
export async function lockTrustedKey(tx: Writer, id: string): Promise<TrustedKey | undefined> {
  return tx
    .selectFrom('movement.trusted_keys')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Ends the key that spoke for the unit before, and puts this one in force. */
export async function replaceTrustedKey(tx: Writer, row: TrustedKey): Promise<void> {
  await tx
    .updateTable('movement.trusted_keys')
    .set({ ended_at: row.trusted_at })
    .where('unit_id', '=', row.unit_id)
    .where('ended_at', 'is', null)
    .execute();
  await tx
    .insertInto('movement.trusted_keys')
    .values({ ...row, public_jwk: JSON.stringify(row.public_jwk) })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ trusted_at: row.trusted_at, ended_at: null }),
    )
    .execute();
}

export async function findReceived(db: Reader, unitId: number, day: string): Promise<Received | undefined> {
  return db
    .selectFrom('movement.received_bundles')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('day', '=', day)
    .executeTakeFirst();
}

/** The bundle of the latest day of a unit. */
export async function findLastReceived(db: Reader, unitId: number): Promise<Received | undefined> {
  return db
    .selectFrom('movement.received_bundles')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertReceived(
  tx: Writer,
  bundle: Received,
  figures: readonly ReceivedFigure[],
): Promise<void> {
  await tx.insertInto('movement.received_bundles').values(bundle).execute();
  await insertMany(tx, 'movement.received_figures', figures);
}

/** The newest bundles of these units, without their bytes, the latest day first. */
export async function listReceived(
  db: Reader,
  unitIds: readonly number[],
  most: number,
): Promise<Omit<Received, 'jws' | 'content'>[]> {
  return db
    .selectFrom('movement.received_bundles')
    .select(['digest', 'unit_id', 'key_id', 'day', 'sequence', 'product', 'invented', 'received_at'])
    .where('unit_id', '=', sql<number>`ANY(${[...unitIds]}::int[])`)
    .orderBy('day', 'desc')
    .orderBy('unit_id')
    .limit(most)
    .execute();
}

/** What bundles say of these units. */
export async function listReceivedFigures(
  db: Reader,
  digests: readonly string[],
  unitIds: readonly number[],
): Promise<ReceivedFigure[]> {
  return db
    .selectFrom('movement.received_figures')
    .selectAll()
    .where('digest', '=', sql<string>`ANY(${[...digests]}::text[])`)
    .where('unit_id', '=', sql<number>`ANY(${[...unitIds]}::int[])`)
    .execute();
}

/** Which of these keys may send now. */
export async function listLivingKeys(db: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('movement.trusted_keys')
    .select('id')
    .where('id', '=', sql<string>`ANY(${[...ids]}::text[])`)
    .where('ended_at', 'is', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Which of these units sent figures, each with its last day. */
export async function listSenders(
  db: Db | Tx,
  unitIds: readonly number[],
): Promise<readonly { readonly unit_id: number; readonly day: string }[]> {
  const { rows } = await sql<{ unit_id: number; day: string }>`
    SELECT unit_id, max(day) AS day FROM movement.received_bundles
    WHERE unit_id = ANY(${[...unitIds]}::int[]) GROUP BY unit_id ORDER BY unit_id`.execute(db);
  return rows;
}

/** How many days were frozen until this one, itself included. */
export async function countSnapshots(db: Db | Tx, day: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM movement.snapshots WHERE day <= ${day}`.execute(db);
  return rows[0]!.count;
}
