import { sql } from 'kysely';
import type { Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';

/** Invented credentials, their codes, the key that signed them and nothing else, and what invented people wait for. */
export async function deleteSynthetic(tx: Tx, people: readonly Identity[]): Promise<void> {
  const isTheirs = sql`(part_key, person_id) IN (
    SELECT * FROM unnest(${people.map((one) => one.partKey)}::int[], ${people.map((one) => one.personId)}::uuid[]))`;
  // What a visitor won in the name of an invented person is as invented as she.
  await sql`UPDATE credentials.credentials SET synthetic = true WHERE NOT synthetic AND ${isTheirs}`.execute(
    tx,
  );
  await sql`DELETE FROM credentials.issuer_keys WHERE private_sealed IS NULL
    AND id IN (SELECT key_id FROM credentials.credentials WHERE synthetic)
    AND id NOT IN (SELECT key_id FROM credentials.credentials WHERE NOT synthetic)`.execute(tx);
  await sql`DELETE FROM credentials.verifications v USING credentials.credentials c
    WHERE c.synthetic AND c.part_key = v.part_key AND c.id = v.credential_id`.execute(tx);
  await sql`DELETE FROM credentials.status_slots s USING credentials.credentials c
    WHERE c.synthetic AND c.status_list = s.list AND c.status_slot = s.slot`.execute(tx);
  await sql`DELETE FROM credentials.credentials WHERE synthetic`.execute(tx);
  // A list in which nobody real has a place was never handed out.
  await sql`DELETE FROM credentials.status_lists l WHERE NOT EXISTS (
    SELECT 1 FROM credentials.status_slots s WHERE s.list = l.list)`.execute(tx);
  await sql`DELETE FROM credentials.pending WHERE ${isTheirs}`.execute(tx);
}
