import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import { GRACE_MS } from '../domain/clock.ts';
import type { SessionResult } from '../domain/session.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

/** @returns false when it changed in between */
export async function finishSession(
  tx: Tx<AssessmentTables>,
  { part_key: partKey, id, version }: Pick<SessionRow, 'part_key' | 'id' | 'version'>,
  result: SessionResult,
  at: Date,
): Promise<boolean> {
  const done = await tx
    .updateTable('assessment.sessions')
    .set({
      finished_at: at,
      verdict: result.verdict,
      result: JSON.stringify(result) as never,
      version: version + 1,
    })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Open tests whose time, with the network's grace, is up; the longest over first. */
export async function listOverdue(db: Db<AssessmentTables>, now: Date, limit: number): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    SELECT part_key, id, person_id, group_code, rule_set, bundle, state, version, started_at, finished_at, verdict, result,
      scored_by, deadline_at, served_at, sitting_id, paused_at, waiting_waived, evidence
    FROM assessment.sessions
    WHERE finished_at IS NULL AND paused_at IS NULL AND deadline_at < ${new Date(now.getTime() - GRACE_MS)}
    ORDER BY deadline_at, part_key, id LIMIT ${limit}`.execute(db);
  return rows;
}
