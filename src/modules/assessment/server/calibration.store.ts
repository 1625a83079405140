import { sql } from 'kysely';
import type { Db } from '#platform/database/connect.ts';
import type { Answer } from '../domain/answer.ts';
import type { AssessmentTables } from './tables.ts';

/** One test with its answers, as calibration reads it. */
export interface SittingRow {
  readonly part_key: number;
  readonly id: string;
  readonly person_id: string;
  readonly bundle: string;
  readonly synthetic: boolean;
  readonly started_at: Date;
  readonly device_kind: string;
  readonly language: string;
  readonly home_unit_id: number | null;
  /** In the order given. */
  readonly answers: readonly { readonly item: string; readonly right: boolean; readonly given: Answer }[];
}

/**
 * Tests whose answers may be used, by their key, after the one given: of invented people, and of people whose last word
 * on research before the test was yes.
 */
export async function listSittings(
  db: Db<AssessmentTables>,
  purpose: string,
  after: { readonly partKey: number; readonly id: string },
  limit: number,
): Promise<SittingRow[]> {
  const { rows } = await sql<SittingRow>`
    WITH wanted AS (
      SELECT s.part_key, s.id, s.person_id, s.bundle, s.synthetic, s.started_at, s.device_kind, s.language
      FROM assessment.sessions s
      WHERE (s.part_key, s.id) > (${after.partKey}::int, ${after.id}::uuid) AND (s.synthetic OR (
        SELECT c.given FROM identity.pub_consents c
        WHERE c.part_key = s.part_key AND c.person_id = s.person_id AND c.purpose = ${purpose}
          AND c.at <= s.started_at
        ORDER BY c.at DESC, c.id DESC LIMIT 1))
      ORDER BY s.part_key, s.id LIMIT ${limit}
    ), given AS (
      SELECT a.part_key, a.session_id,
        jsonb_agg(jsonb_build_object('item', a.item_id, 'right', a.is_right, 'given', a.given) ORDER BY a.position)
          AS answers
      FROM assessment.answers a JOIN wanted w ON w.part_key = a.part_key AND w.id = a.session_id
      GROUP BY a.part_key, a.session_id
    )
    SELECT w.*, h.home_unit_id, coalesce(g.answers, '[]'::jsonb) AS answers
    FROM wanted w
    LEFT JOIN given g ON g.part_key = w.part_key AND g.session_id = w.id
    LEFT JOIN identity.pub_homes h ON h.part_key = w.part_key AND h.person_id = w.person_id
    ORDER BY w.part_key, w.id`.execute(db);
  return rows;
}

export async function insertCalibration(
  db: Db<AssessmentTables>,
  { report, ...row }: AssessmentTables['assessment.calibrations'],
): Promise<void> {
  await db
    .insertInto('assessment.calibrations')
    .values({ ...row, report: JSON.stringify(report) as never })
    .execute();
}

/** The last run; undefined before the first. */
export async function findLatestCalibration(
  db: Db<AssessmentTables>,
): Promise<AssessmentTables['assessment.calibrations'] | undefined> {
  return db
    .selectFrom('assessment.calibrations')
    .select(['id', 'made_at', 'people', 'answers', 'synthetic', 'report'])
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
