import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { AssessmentTables } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;
export type SignalRow = AssessmentTables['assessment.signals'];
export type ReplyRow = AssessmentTables['assessment.signal_replies'];

/** Keeps what was seen; what is explained or decided already stays as it is. @returns whether it is new */
export async function saveSignal(db: Reader, row: SignalRow): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO assessment.signals (part_key, id, unit_id, kind, period, key, facts, tests, state, is_repeated, seen_at, due_at)
    VALUES (${row.part_key}, ${row.id}, ${row.unit_id}, ${row.kind}, ${row.period}, ${row.key},
      ${JSON.stringify(row.facts)}::jsonb, ${JSON.stringify(row.tests)}::jsonb, ${row.state}, ${row.is_repeated},
      ${row.seen_at}, ${row.due_at})
    ON CONFLICT (part_key, unit_id, kind, period, key) DO UPDATE SET facts = excluded.facts, tests = excluded.tests
      WHERE assessment.signals.state = 'open'
    RETURNING id`.execute(db);
  return rows[0]?.id === row.id;
}

/** Whether a kind was seen at the unit in one of these months and was not found to be nothing. */
export async function wasSeen(
  db: Reader,
  partKey: number,
  unitId: number,
  kind: string,
  periods: readonly string[],
): Promise<boolean> {
  const row = await db
    .selectFrom('assessment.signals')
    .select('id')
    .where('part_key', '=', partKey)
    .where('unit_id', '=', unitId)
    .where('kind', '=', kind)
    .where('period', 'in', [...periods])
    .where('state', '!=', 'dismissed')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Signals of these units, the newest month first. */
export async function listSignals(db: Reader, units: readonly number[], limit = 500): Promise<SignalRow[]> {
  if (units.length === 0) return [];
  const { rows } = await sql<SignalRow>`
    SELECT part_key, id, unit_id, kind, period, key, facts, tests, state, is_repeated, seen_at, due_at
    FROM assessment.signals WHERE unit_id = ANY (${[...units]}::int[])
    ORDER BY period DESC, seen_at DESC, id DESC LIMIT ${limit}`.execute(db);
  return rows;
}

export async function findSignal(db: Reader, partKey: number, id: string): Promise<SignalRow | undefined> {
  return db
    .selectFrom('assessment.signals')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The signal, held until the end of the transaction. */
export async function lockSignal(tx: Reader, partKey: number, id: string): Promise<SignalRow | undefined> {
  return tx
    .selectFrom('assessment.signals')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function setSignalState(
  tx: Reader,
  partKey: number,
  id: string,
  state: SignalRow['state'],
): Promise<void> {
  await tx
    .updateTable('assessment.signals')
    .set({ state })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .execute();
}

/** @returns false when it was written before */
export async function insertReply(tx: Reader, row: ReplyRow): Promise<boolean> {
  const done = await tx
    .insertInto('assessment.signal_replies')
    .values(row)
    .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Replies to these signals, the first one first. */
export async function listReplies(db: Reader, signals: readonly SignalRow[]): Promise<ReplyRow[]> {
  if (signals.length === 0) return [];
  return db
    .selectFrom('assessment.signal_replies')
    .selectAll()
    .where('part_key', 'in', [...new Set(signals.map((signal) => signal.part_key))])
    .where(
      'signal_id',
      'in',
      signals.map((signal) => signal.id),
    )
    .orderBy('done_at')
    .orderBy('id')
    .execute();
}
