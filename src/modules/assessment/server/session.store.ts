import { CompiledQuery, sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { SessionState } from '../domain/session-state.ts';
import type { SessionResult } from '../domain/session.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

type Reader = Db<AssessmentTables> | Tx<AssessmentTables>;

const columns = [
  'part_key',
  'id',
  'person_id',
  'group_code',
  'rule_set',
  'bundle',
  'state',
  'version',
  'started_at',
  'finished_at',
  'verdict',
  'result',
  'scored_by',
  'deadline_at',
  'served_at',
  'sitting_id',
  'paused_at',
  'waiting_waived',
  'evidence',
] as const;

export interface SessionKey {
  readonly partKey: number;
  readonly id: string;
}

export const textOf = ({ partKey, id }: SessionKey): string => `${partKey} ${id.toLowerCase()}`;

/** On the way of every answer, so its text is made once, and those who ask at the same time ask together. */
const FIND_SESSIONS = `
  SELECT ${columns.map((column) => `s.${column}`).join(', ')}
  FROM unnest($1::int[], $2::uuid[]) AS wanted (part_key, id)
  JOIN assessment.sessions AS s ON s.part_key = wanted.part_key AND s.id = wanted.id`;

/** In the order of the keys; undefined for those that are not there. */
export async function findSessions(
  db: Reader,
  keys: readonly SessionKey[],
): Promise<(SessionRow | undefined)[]> {
  const parameters = [keys.map((key) => key.partKey), keys.map((key) => key.id)];
  const { rows } = await db.executeQuery<SessionRow>(CompiledQuery.raw(FIND_SESSIONS, parameters));
  const found = new Map(rows.map((row) => [textOf({ partKey: row.part_key, id: row.id }), row]));
  return keys.map((key) => found.get(textOf(key)));
}

/** Her sessions of all groups, the newest first; those replaced on adoption left out. */
export async function listSessions(db: Reader, person: Identity, limit = 20): Promise<SessionRow[]> {
  return db
    .selectFrom('assessment.sessions')
    .select(columns)
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where((eb) => eb.or([eb('verdict', 'is', null), eb('verdict', '!=', 'replaced')]))
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How a test was taken; empty where not known. */
export interface Circumstances {
  readonly device_kind: string;
  readonly language: string;
  readonly device_key: string;
}

/** @returns false when an open session of the group was there already */
export async function insertSession(
  db: Reader,
  session: Pick<
    SessionRow,
    'part_key' | 'id' | 'person_id' | 'group_code' | 'rule_set' | 'bundle' | 'state' | 'started_at'
  > &
    Partial<Pick<SessionRow, 'deadline_at' | 'served_at' | 'sitting_id' | 'evidence'>> &
    Partial<Circumstances>,
): Promise<boolean> {
  const done = await db
    .insertInto('assessment.sessions')
    .values({
      ...session,
      state: JSON.stringify(session.state) as never,
      evidence: (session.evidence ? JSON.stringify(session.evidence) : null) as never,
      finished_at: null,
      verdict: null,
      result: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['part_key', 'person_id', 'group_code']).where('finished_at', 'is', null).doNothing(),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const ADVANCE_SESSIONS = `
  WITH given AS (
    SELECT * FROM unnest($1::int[], $2::uuid[], $3::int[], $4::jsonb[], $5::timestamptz[], $6::text[], $7::jsonb[],
        $8::int[], $9::text[], $10::jsonb[], $11::boolean[], $12::timestamptz[], $13::int[], $14::int[])
      AS given (part_key, id, version, state, finished_at, verdict, result, position, item_id, given, is_right, answered_at,
        response_ms, shown_ms)
  ), moved AS (
    UPDATE assessment.sessions AS s SET state = given.state, version = s.version + 1, served_at = given.answered_at,
      finished_at = given.finished_at, verdict = given.verdict, result = given.result
    FROM given
    WHERE s.part_key = given.part_key AND s.id = given.id AND s.version = given.version
    RETURNING s.part_key, s.id
  )
  INSERT INTO assessment.answers (part_key, session_id, position, item_id, given, is_right, answered_at, response_ms, shown_ms)
  SELECT part_key, id, position, item_id, given.given, is_right, answered_at, response_ms, shown_ms
  FROM moved JOIN given USING (part_key, id)
  RETURNING part_key, session_id`;

export interface Advance {
  readonly session: Pick<SessionRow, 'part_key' | 'id' | 'version' | 'served_at'>;
  readonly state: SessionState;
  readonly answer: {
    position: number;
    itemId: string;
    given: unknown;
    right: boolean;
    /** As the phone says, milliseconds. */
    shownMs: number | null;
  };
  readonly at: Date;
  /** Present when this answer ended the test. */
  readonly result: SessionResult | undefined;
}

/**
 * Keeps one answer of each of these different sessions and moves the session on, in one statement and one round trip:
 * both, or neither when another answer came first.
 *
 * @returns for each whether it was kept
 */
export async function advanceSessions(db: Reader, advances: readonly Advance[]): Promise<boolean[]> {
  // Everybody takes the locks in one order, so that nobody waits in a circle.
  const ordered = advances.toSorted((a, b) => (a.session.id < b.session.id ? -1 : 1));
  const each = <T>(what: (advance: Advance) => T): T[] => ordered.map(what);
  const { rows } = await db.executeQuery<{ part_key: number; session_id: string }>(
    CompiledQuery.raw(ADVANCE_SESSIONS, [
      each(({ session }) => session.part_key),
      each(({ session }) => session.id),
      each(({ session }) => session.version),
      each(({ state }) => JSON.stringify(state)),
      each(({ result, at }) => (result ? at : null)),
      each(({ result }) => result?.verdict ?? null),
      each(({ result }) => (result ? JSON.stringify(result) : null)),
      each(({ answer }) => answer.position),
      each(({ answer }) => answer.itemId),
      each(({ answer }) => JSON.stringify(answer.given)),
      each(({ answer }) => answer.right),
      each(({ at }) => at),
      each(({ session, at }) => msBetween(session.served_at, at)),
      each(({ answer }) => answer.shownMs),
    ]),
  );
  const kept = new Set(rows.map((row) => textOf({ partKey: row.part_key, id: row.session_id })));
  return advances.map(({ session }) => kept.has(textOf({ partKey: session.part_key, id: session.id })));
}

const INT_MAX = 2_147_483_647;

/** How long the question was out: it went out with the answer before, or with the start. */
function msBetween(servedAt: Date | null, at: Date): number | null {
  return servedAt && Math.min(INT_MAX, Math.max(0, at.getTime() - servedAt.getTime()));
}

/** Another question in place of the open one. @returns false when something else came first */
export async function replaceState(
  db: Reader,
  { part_key: partKey, id, version }: Pick<SessionRow, 'part_key' | 'id' | 'version'>,
  state: SessionState,
): Promise<boolean> {
  const done = await db
    .updateTable('assessment.sessions')
    .set({ state: JSON.stringify(state) as never, version: version + 1 })
    .where('part_key', '=', partKey)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function listAnswers(db: Reader, partKey: number, sessionId: string) {
  return db
    .selectFrom('assessment.answers')
    .select(['position', 'item_id', 'given', 'is_right', 'answered_at', 'response_ms', 'shown_ms'])
    .where('part_key', '=', partKey)
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .execute();
}

/**
 * Moves a device's tests to the account. Where both have an open test of one group, the account's goes on and the
 * device's is kept as replaced.
 */
export async function moveSessions(tx: Reader, from: Identity, to: Identity): Promise<void> {
  await sql`
    UPDATE assessment.sessions AS device SET finished_at = started_at, verdict = 'replaced'
    WHERE device.part_key = ${from.partKey} AND device.person_id = ${from.personId} AND device.finished_at IS NULL
      AND device.group_code IN (
        SELECT group_code FROM assessment.sessions
        WHERE part_key = ${to.partKey} AND person_id = ${to.personId} AND finished_at IS NULL)`.execute(tx);
  await sql`
    UPDATE assessment.seats AS seat SET person_part_key = ${to.partKey}, person_id = ${to.personId}
    WHERE seat.person_part_key = ${from.partKey} AND seat.person_id = ${from.personId} AND NOT EXISTS (
      SELECT 1 FROM assessment.seats other WHERE other.part_key = seat.part_key AND other.sitting_id = seat.sitting_id
        AND other.person_part_key = ${to.partKey} AND other.person_id = ${to.personId})`.execute(tx);
  await sql`
    INSERT INTO assessment.appeals (part_key, id, session_id, person_id, item_id, words, unit_id, asked_at, due_at, outcome, answer,
      answered_by, answered_at)
    SELECT ${to.partKey}::int, id, session_id, ${to.personId}::uuid, item_id, words, unit_id, asked_at, due_at, outcome, answer,
      answered_by, answered_at
    FROM assessment.appeals WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, id) DO UPDATE SET person_id = excluded.person_id`.execute(tx);
  if (from.partKey === to.partKey) {
    await sql`
      UPDATE assessment.sessions SET person_id = ${to.personId}
      WHERE part_key = ${from.partKey} AND person_id = ${from.personId}`.execute(tx);
    return;
  }
  await sql`
    INSERT INTO assessment.answers (part_key, session_id, position, item_id, given, is_right, answered_at, response_ms, shown_ms)
    SELECT ${to.partKey}::int, a.session_id, a.position, a.item_id, a.given, a.is_right, a.answered_at, a.response_ms, a.shown_ms
    FROM assessment.answers a JOIN assessment.sessions s ON s.part_key = a.part_key AND s.id = a.session_id
    WHERE s.part_key = ${from.partKey} AND s.person_id = ${from.personId}
    ON CONFLICT (part_key, session_id, position) DO NOTHING`.execute(tx);
  await sql`
    INSERT INTO assessment.sessions (part_key, id, person_id, group_code, rule_set, bundle, state, version, started_at,
      finished_at, verdict, result, scored_by, deadline_at, served_at, sitting_id, paused_at, waiting_waived, evidence, synthetic, device_kind, language,
      device_key)
    SELECT ${to.partKey}::int, id, ${to.personId}::uuid, group_code, rule_set, bundle, state, version, started_at,
      finished_at, verdict, result, scored_by, deadline_at, served_at, sitting_id, paused_at, waiting_waived, evidence, synthetic, device_kind, language,
      device_key
    FROM assessment.sessions WHERE part_key = ${from.partKey} AND person_id = ${from.personId}
    ON CONFLICT (part_key, id) DO NOTHING`.execute(tx);
  await sql`
    INSERT INTO assessment.rescores (part_key, id, session_id, bundle, verdict_before, verdict_after, result_before, rescored_at,
      without_item)
    SELECT ${to.partKey}::int, r.id, r.session_id, r.bundle, r.verdict_before, r.verdict_after, r.result_before, r.rescored_at,
      r.without_item
    FROM assessment.rescores r JOIN assessment.sessions s ON s.part_key = r.part_key AND s.id = r.session_id
    WHERE s.part_key = ${from.partKey} AND s.person_id = ${from.personId}
    ON CONFLICT (part_key, id) DO NOTHING`.execute(tx);
  await deletePerson(tx, from);
}

export async function deletePerson(tx: Reader, person: Identity): Promise<void> {
  await tx
    .deleteFrom('assessment.appeals')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
  await tx
    .deleteFrom('assessment.seats')
    .where('person_part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
  await sql`
    DELETE FROM assessment.answers WHERE part_key = ${person.partKey} AND session_id IN (
      SELECT id FROM assessment.sessions WHERE part_key = ${person.partKey} AND person_id = ${person.personId})`.execute(
    tx,
  );
  await sql`
    DELETE FROM assessment.rescores WHERE part_key = ${person.partKey} AND session_id IN (
      SELECT id FROM assessment.sessions WHERE part_key = ${person.partKey} AND person_id = ${person.personId})`.execute(
    tx,
  );
  await tx
    .deleteFrom('assessment.sessions')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}
