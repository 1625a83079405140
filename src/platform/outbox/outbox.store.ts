import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/connect.ts';

export interface EventRow {
  readonly part_key: number;
  readonly id: string;
  readonly name: string;
  readonly payload: Record<string, unknown>;
  readonly attempts: number;
}

export interface NewEvent {
  readonly partKey: number;
  readonly id: string;
  readonly name: string;
  readonly payload: Record<string, unknown>;
  readonly at: Date;
}

export async function insertEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await sql`
    INSERT INTO platform.outbox (part_key, id, name, payload, created_at, due_at)
    SELECT part_key, id, name, payload, at, at
    FROM unnest(${events.map((one) => one.partKey)}::int[], ${events.map((one) => one.id)}::uuid[],
      ${events.map((one) => one.name)}::text[], ${events.map((one) => JSON.stringify(one.payload))}::jsonb[],
      ${events.map((one) => one.at)}::timestamptz[]) AS told (part_key, id, name, payload, at)
    ON CONFLICT (part_key, id) DO NOTHING`.execute(tx);
}

export async function listDue(db: Db, now: Date, limit: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    SELECT part_key, id, name, payload, attempts FROM platform.outbox
    WHERE due_at <= ${now} ORDER BY due_at, id LIMIT ${limit}`.execute(db);
  return rows;
}

export async function deleteEvent(db: Db, event: EventRow): Promise<void> {
  await sql`DELETE FROM platform.outbox WHERE part_key = ${event.part_key} AND id = ${event.id}`.execute(db);
}

export async function postponeEvent(db: Db, event: EventRow, until: Date, error: string): Promise<void> {
  await sql`
    UPDATE platform.outbox SET attempts = attempts + 1, due_at = ${until}, last_error = ${error}
    WHERE part_key = ${event.part_key} AND id = ${event.id}`.execute(db);
}

export async function countWaiting(db: Db): Promise<{ waiting: number; failing: number }> {
  const { rows } = await sql<{ waiting: number; failing: number }>`
    SELECT count(*) AS waiting, count(*) FILTER (WHERE attempts > 0) AS failing FROM platform.outbox`.execute(
    db,
  );
  return rows[0] ?? { waiting: 0, failing: 0 };
}

/** Takes or renews the lease; false while another holder's runs. */
export async function takeLease(
  db: Db,
  name: string,
  holder: string,
  now: Date,
  until: Date,
): Promise<boolean> {
  const { rows } = await sql<{ holder: string }>`
    INSERT INTO platform.leases (name, holder, until) VALUES (${name}, ${holder}, ${until})
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
      WHERE platform.leases.until < ${now} OR platform.leases.holder = excluded.holder
    RETURNING holder`.execute(db);
  return rows[0]?.holder === holder;
}

/** Lets the next holder begin at once. */
export async function returnLease(db: Db, name: string, holder: string): Promise<void> {
  await sql`DELETE FROM platform.leases WHERE name = ${name} AND holder = ${holder}`.execute(db);
}
