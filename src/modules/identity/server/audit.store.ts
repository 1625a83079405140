import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import type { AuditEntry } from '../domain/audit-chain.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The ends of chains, locked until the transaction ends: entries get their place one after another. */
export async function lockHeads(
  tx: Tx<IdentityTables>,
  partKeys: readonly number[],
  genesis: string,
): Promise<Map<number, Head>> {
  const [only] = partKeys;
  const head = partKeys.length === 1 && (await lockHead(tx, only!));
  if (head) return new Map([[only!, head]]);
  // Makes what is missing and locks what is there, in the order of the keys: two who write at once do not wait for ever.
  const { rows } = await sql<Head & { readonly part_key: number }>`
    INSERT INTO identity.audit_heads (part_key, seq, hash)
    SELECT part_key, 0, ${genesis} FROM unnest(${partKeys}::int[]) AS asked (part_key) ORDER BY part_key
    ON CONFLICT (part_key) DO UPDATE SET seq = audit_heads.seq
    RETURNING part_key, seq, hash`.execute(tx);
  return new Map(rows.map(({ part_key, seq, hash }) => [part_key, { seq: Number(seq), hash }]));
}

const lockHead = (tx: Tx<IdentityTables>, partKey: number): Promise<Head | undefined> =>
  tx
    .selectFrom('identity.audit_heads')
    .select(['seq', 'hash'])
    .where('part_key', '=', partKey)
    .forUpdate()
    .executeTakeFirst();

export async function findHead(db: Reader, partKey: number) {
  return db
    .selectFrom('identity.audit_heads')
    .select(['seq', 'hash'])
    .where('part_key', '=', partKey)
    .executeTakeFirst();
}

/** Entries in the order of their chains, and where each chain ends now; its head is locked by the caller. */
export async function appendEntries(
  tx: Tx<IdentityTables>,
  entries: readonly (AuditEntry & { readonly hash: string })[],
): Promise<void> {
  await insertMany(
    tx,
    'identity.audit',
    entries.map((entry) => ({
      part_key: entry.partKey,
      seq: entry.seq,
      id: entry.id,
      at: entry.at,
      actor_id: entry.actorId,
      action: entry.action,
      subject_id: entry.subjectId,
      unit_id: entry.unitId,
      detail: entry.detail,
      hash: entry.hash,
    })),
  );
  // The last of each chain: later entries take the place of earlier ones.
  const ends = [...new Map(entries.map((entry) => [entry.partKey, entry])).values()];
  await tx
    .insertInto('identity.audit_heads')
    .values(ends.map(({ partKey, seq, hash }) => ({ part_key: partKey, seq, hash })))
    .onConflict((conflict) =>
      conflict.column('part_key').doUpdateSet((given) => ({
        seq: given.ref('excluded.seq'),
        hash: given.ref('excluded.hash'),
      })),
    )
    .execute();
}

export type StoredEntry = AuditEntry & { readonly hash: string };

/** A stretch of a chain in its order. */
export async function listChain(
  db: Reader,
  partKey: number,
  afterSeq: number,
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await db
    .selectFrom('identity.audit')
    .select(['seq', 'id', 'at', 'actor_id', 'action', 'subject_id', 'unit_id', 'detail', 'hash'])
    .where('part_key', '=', partKey)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    partKey,
    seq: row.seq,
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    action: row.action,
    subjectId: row.subject_id,
    unitId: row.unit_id,
    detail: row.detail,
    hash: row.hash,
  }));
}

/** Every chain there is, by its part key. */
export async function listChains(db: Reader): Promise<number[]> {
  const rows = await db.selectFrom('identity.audit_heads').select('part_key').orderBy('part_key').execute();
  return rows.map((row) => row.part_key);
}

/** What was done to, or read of, one person, newest first. */
export async function listAboutPerson(db: Reader, partKey: number, personId: string, limit: number) {
  return db
    .selectFrom('identity.audit')
    .select(['seq', 'at', 'actor_id', 'action', 'unit_id', 'detail'])
    .where('part_key', '=', partKey)
    .where('subject_id', '=', personId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

/** Entries of one unit, or of all, newest first; with `before` those older than that entry. */
export async function listLately(
  db: Reader,
  { unitId, before }: { readonly unitId?: number | undefined; readonly before?: string | undefined },
  limit: number,
) {
  let query = db
    .selectFrom('identity.audit')
    .select(['id', 'at', 'actor_id', 'action', 'subject_id', 'unit_id', 'detail'])
    .orderBy('id', 'desc')
    .limit(limit);
  if (unitId !== undefined) query = query.where('unit_id', '=', unitId);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

/** Login names of those among these people who are staff. */
export async function listLogins(db: Reader, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('identity.staff_credentials')
    .select(['person_id', 'login'])
    .where('person_id', 'in', [...personIds])
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.login]));
}
