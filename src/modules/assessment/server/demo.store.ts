import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;

/** What exposure counts need of every invented session. */
export async function listSyntheticSessions(
  db: Reader,
): Promise<Pick<SessionRow, 'bundle' | 'rule_set' | 'state'>[]> {
  const { rows } = await sql<Pick<SessionRow, 'bundle' | 'rule_set' | 'state'>>`
    SELECT bundle, rule_set, state FROM assessment.sessions WHERE synthetic`.execute(db);
  return rows;
}

/** What a visitor did in the name of an invented person is as invented as she. */
export async function markSynthetic(tx: Reader, people: readonly Identity[]): Promise<void> {
  await sql`UPDATE assessment.sessions SET synthetic = true WHERE NOT synthetic AND (part_key, person_id) IN (
    SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[], ${people.map((one) => one.personId)}::uuid[]))`.execute(
    tx,
  );
}

export async function deleteSyntheticSessions(tx: Reader): Promise<void> {
  await sql`DELETE FROM assessment.answers a USING assessment.sessions s
    WHERE s.synthetic AND s.part_key = a.part_key AND s.id = a.session_id`.execute(tx);
  await sql`DELETE FROM assessment.rescores r USING assessment.sessions s
    WHERE s.synthetic AND s.part_key = r.part_key AND s.id = r.session_id`.execute(tx);
  await sql`DELETE FROM assessment.sessions WHERE synthetic`.execute(tx);
  await sql`DELETE FROM assessment.calibrations WHERE synthetic`.execute(tx);
  // What was drawn from tests that are no more.
  await sql`DELETE FROM assessment.recheck_passes p WHERE NOT EXISTS (
    SELECT 1 FROM assessment.sessions s WHERE s.part_key = p.part_key AND s.id = p.session_id)`.execute(tx);
  await sql`DELETE FROM assessment.rechecks r WHERE NOT EXISTS (
    SELECT 1 FROM assessment.recheck_passes p WHERE p.recheck_id = r.id)`.execute(tx);
  await sql`DELETE FROM assessment.recheck_results t WHERE NOT EXISTS (
    SELECT 1 FROM assessment.rechecks r WHERE r.id = t.recheck_id)`.execute(tx);
  // What was seen in tests that are no more.
  await sql`DELETE FROM assessment.signals s WHERE NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements(s.tests) AS t JOIN assessment.sessions k
      ON k.part_key = (t ->> 'partKey')::int AND k.id = (t ->> 'id')::uuid)`.execute(tx);
  await sql`DELETE FROM assessment.signal_replies r WHERE NOT EXISTS (
    SELECT 1 FROM assessment.signals s WHERE s.part_key = r.part_key AND s.id = r.signal_id)`.execute(tx);
}

export async function deleteEmptyExposure(tx: Reader): Promise<void> {
  await sql`DELETE FROM assessment.exposure WHERE administered = 0 AND eligible = 0`.execute(tx);
}
