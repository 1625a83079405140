import { openSession } from '#modules/identity/server.ts';
import type { Services } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sql } from 'kysely';

/** A new member of staff with one role at a unit, signed in in this browser without the pages of sign-in. */
export async function signInStaff(
  { services }: { readonly services: Services },
  browser: { readonly cookies: Map<string, string> },
  role: string,
  unitId: number,
): Promise<{ readonly personId: string }> {
  const personId = newUuid();
  const { db } = services;
  const at = services.now();
  await sql`INSERT INTO identity.persons (part_key, id, kind, created_at) VALUES (1, ${personId}, 'staff', ${at})`.execute(
    db,
  );
  await sql`INSERT INTO identity.grants (part_key, id, person_id, role, unit_id, granted_at)
    VALUES (1, ${newUuid()}, ${personId}, ${role}, ${unitId}, ${at})`.execute(db);
  const reply = new Headers();
  const session = { partKey: 1, personId, staff: true, strong: true, device: 'test' };
  await openSession(services, db, reply, session);
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(reply.getSetCookie()[0] ?? '') ?? [];
  browser.cookies.set(name!, value!);
  return { personId };
}
