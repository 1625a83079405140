import { sql } from 'kysely';
import type { Db } from '#platform/database/connect.ts';

const HOUR_MS = 3_600_000;

/**
 * One try more, in one statement: the row's lock puts simultaneous tries in a line.
 *
 * @param free tries without a pause; an hour without a try begins anew
 * @returns false while a pause runs; the try is not to be judged
 */
export async function countAttempt(db: Db, keyHash: string, now: Date, free: number): Promise<boolean> {
  const old = new Date(now.getTime() - HOUR_MS);
  const { rows } = await sql<{ failures: number }>`
    INSERT INTO identity.attempts AS a (key_hash, failures, last_at, blocked_until) VALUES (${keyHash}, 1, ${now}, NULL)
    ON CONFLICT (key_hash) DO UPDATE SET
      failures = CASE WHEN a.last_at < ${old} THEN 1 ELSE a.failures + 1 END,
      last_at = excluded.last_at,
      blocked_until = CASE WHEN a.last_at >= ${old} AND a.failures + 1 >= ${free}
        THEN excluded.last_at + make_interval(secs => least(900, 30 * power(2, least(a.failures + 1 - ${free}, 10)))) END
      WHERE a.blocked_until IS NULL OR a.blocked_until <= excluded.last_at
    RETURNING failures`.execute(db);
  return rows.length > 0;
}

export async function clearAttempts(db: Db, keyHash: string): Promise<void> {
  await sql`DELETE FROM identity.attempts WHERE key_hash = ${keyHash}`.execute(db);
}

/** Old counts help nobody. */
export async function deleteOldAttempts(db: Db, before: Date): Promise<void> {
  await sql`DELETE FROM identity.attempts WHERE last_at < ${before}`.execute(db);
}
