import { sql } from 'kysely';
import type { Db } from '#platform/database/connect.ts';
import type { Answer } from '../domain/answer.ts';
import type { SessionKey } from './session.store.ts';
import type { AssessmentTables } from './tables.ts';

export interface FinishedTest extends SessionKey {
  readonly personId: string;
  readonly homeUnitId: number;
  readonly passed: boolean;
}

/** Tests that ended between two moments, of people whose home is known. */
export async function listFinished(db: Db<AssessmentTables>, from: Date, to: Date): Promise<FinishedTest[]> {
  const { rows } = await sql<FinishedTest>`
    SELECT s.part_key AS "partKey", s.id, s.person_id AS "personId", h.home_unit_id AS "homeUnitId",
      s.verdict = 'passed' AS passed
    FROM assessment.sessions s
    JOIN identity.pub_homes h ON h.part_key = s.part_key AND h.person_id = s.person_id
    WHERE s.finished_at >= ${from} AND s.finished_at < ${to} AND h.home_unit_id IS NOT NULL
      AND s.verdict IN ('passed', 'not-passed', 'not-enough-evidence')
    ORDER BY s.part_key, s.id`.execute(db);
  return rows;
}

export interface TestWithAnswers {
  readonly part_key: number;
  readonly id: string;
  readonly person_id: string;
  readonly bundle: string;
  readonly passed: boolean;
  readonly device_key: string;
  readonly on_paper: boolean;
  readonly started_at: Date;
  readonly finished_at: Date;
  readonly answers: readonly {
    readonly item: string;
    readonly right: boolean;
    readonly given: Answer;
    /** From the answer before, or the start, to this one; null on paper, where nobody knows. */
    readonly seconds: number | null;
  }[];
}

/** These tests with their answers, in any order. */
export async function listTests(
  db: Db<AssessmentTables>,
  keys: readonly SessionKey[],
): Promise<TestWithAnswers[]> {
  const { rows } = await sql<TestWithAnswers>`
    WITH wanted AS (
      SELECT * FROM unnest(${keys.map((key) => key.partKey)}::int[], ${keys.map((key) => key.id)}::uuid[]) AS w (part_key, id)
    ), timed AS (
      SELECT a.part_key, a.session_id, a.position, a.item_id, a.is_right, a.given,
        CASE WHEN s.device_kind <> 'paper' THEN coalesce(a.response_ms / 1000.0, extract(epoch FROM a.answered_at - coalesce(
          lag(a.answered_at) OVER (PARTITION BY a.part_key, a.session_id ORDER BY a.position), s.started_at)))::float8 END AS seconds
      FROM wanted w
      JOIN assessment.sessions s ON s.part_key = w.part_key AND s.id = w.id
      JOIN assessment.answers a ON a.part_key = w.part_key AND a.session_id = w.id
    ), told AS (
      SELECT part_key, session_id, jsonb_agg(jsonb_build_object('item', item_id, 'right', is_right, 'given', given,
        'seconds', seconds) ORDER BY position) AS answers
      FROM timed GROUP BY part_key, session_id
    )
    SELECT s.part_key, s.id, s.person_id, s.bundle, s.verdict = 'passed' AS passed, s.device_key, s.device_kind = 'paper' AS on_paper, s.started_at, s.finished_at,
      coalesce(t.answers, '[]'::jsonb) AS answers
    FROM wanted w
    JOIN assessment.sessions s ON s.part_key = w.part_key AND s.id = w.id
    LEFT JOIN told t ON t.part_key = s.part_key AND t.session_id = s.id
    WHERE s.finished_at IS NOT NULL`.execute(db);
  return rows;
}

export interface BusyHour {
  readonly witnessId: string;
  /** The hour it began. */
  readonly hour: Date;
  readonly homeUnitId: number;
  readonly people: number;
}

/** Hours in which one witness saw more people do something for real than `allowed`, where those people live. */
export async function listBusyHours(
  db: Db<AssessmentTables>,
  from: Date,
  to: Date,
  allowed: number,
): Promise<BusyHour[]> {
  const { rows } = await sql<BusyHour>`
    WITH seen AS (
      SELECT w.witness_id, date_trunc('hour', w.received_at) AS hour, w.part_key, w.person_id, h.home_unit_id
      FROM practice.pub_witnessed w
      JOIN identity.pub_homes h ON h.part_key = w.part_key AND h.person_id = w.person_id
      WHERE w.received_at >= ${from} AND w.received_at < ${to} AND h.home_unit_id IS NOT NULL
    )
    SELECT witness_id AS "witnessId", hour, home_unit_id AS "homeUnitId", count(DISTINCT person_id)::int AS people
    FROM seen GROUP BY witness_id, hour, home_unit_id
    HAVING count(DISTINCT person_id) > ${allowed}
    ORDER BY witness_id, hour, home_unit_id`.execute(db);
  return rows;
}
