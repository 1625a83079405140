// What several tests of this folder share.
import { openSession } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { TestApi, TestBrowser } from '../../../server/testing.ts';

/** A member of staff with one role at a unit, signed in in this browser. */
export async function signInStaff(
  api: TestApi,
  browser: TestBrowser,
  role: string,
  unitId: number,
): Promise<{ readonly personId: string }> {
  const personId = newUuid();
  const { pool } = api.database;
  await pool.query(
    "INSERT INTO identity.persons (part_key, id, kind, created_at) VALUES (1, $1, 'staff', now())",
    [personId],
  );
  await pool.query(
    'INSERT INTO identity.grants (part_key, id, person_id, role, unit_id, granted_at) VALUES (1, $1, $2, $3, $4, now())',
    [newUuid(), personId, role, unitId],
  );
  const reply = new Headers();
  const session = { partKey: 1, personId, staff: true, strong: true, device: 'test' };
  await openSession(api.services, api.services.db, reply, session);
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(reply.getSetCookie()[0] ?? '') ?? [];
  browser.cookies.set(name!, value!);
  return { personId };
}
