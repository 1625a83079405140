import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { SessionResult } from '../domain/session.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;

/** The parts that hold a session of this id; one, unless the id is unknown. */
export async function findPartOfSession(db: Reader, id: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('assessment.sessions')
    .select('part_key')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.part_key;
}

/** Finished sessions with a verdict, in the order of their keys, after the given one. */
export async function listFinished(
  db: Reader,
  after: { readonly partKey: number; readonly id: string } | undefined,
  limit: number,
): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    SELECT part_key, id, person_id, group_code, rule_set, bundle, state, version, started_at, finished_at, verdict, result, scored_by,
      deadline_at, served_at, sitting_id, paused_at, waiting_waived
    FROM assessment.sessions
    WHERE finished_at IS NOT NULL AND verdict <> 'replaced'
      AND (part_key, id) > (${after?.partKey ?? -2147483648}::int, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    ORDER BY part_key, id LIMIT ${limit}`.execute(db);
  return rows;
}

export interface Rescore {
  readonly id: string;
  readonly session: SessionRow;
  readonly bundle: string;
  readonly result: SessionResult;
  readonly at: Date;
  /** The question it was computed without. */
  readonly without?: string;
}

/** Gives a session its new result and keeps the one before. @returns false when it changed in between */
export async function insertRescore(
  tx: Tx<AssessmentTables>,
  { id, session, bundle, result, at, without }: Rescore,
): Promise<boolean> {
  const done = await tx
    .updateTable('assessment.sessions')
    .set({
      verdict: result.verdict,
      result: JSON.stringify(result) as never,
      scored_by: bundle,
      version: session.version + 1,
    })
    .where('part_key', '=', session.part_key)
    .where('id', '=', session.id)
    .where('version', '=', session.version)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return false;
  await tx
    .insertInto('assessment.rescores')
    .values({
      part_key: session.part_key,
      id,
      session_id: session.id,
      bundle,
      verdict_before: session.verdict ?? '',
      verdict_after: result.verdict,
      result_before: JSON.stringify(session.result),
      rescored_at: at,
      without_item: without ?? null,
    })
    .execute();
  return true;
}
