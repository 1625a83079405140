import { openSession } from '#modules/identity/server.ts';
import type { Actor, Services } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sql } from 'kysely';

/** A person as an action sees her, for tests that need no browser. */
export function actorAt(...grants: readonly [role: string, unitId: number][]): Actor {
  return {
    kind: 'person',
    partKey: 1,
    personId: newUuid(),
    sessionId: newUuid(),
    anonymous: false,
    grants: grants.map(([role, unitId]) => ({ role, unitId })),
    strongSince: new Date(),
  };
}

/** Puts a member of staff with one role into the database and gives this browser her session. */
export async function signInAs(
  services: Services,
  browser: { readonly cookies: Map<string, string> },
  role: string,
  unitId: number,
): Promise<string> {
  const personId = newUuid();
  const at = services.now();
  await sql`INSERT INTO identity.persons (part_key, id, kind, created_at) VALUES (1, ${personId}, 'staff', ${at})`.execute(
    services.db,
  );
  await sql`INSERT INTO identity.grants (part_key, id, person_id, role, unit_id, granted_at)
    VALUES (1, ${newUuid()}, ${personId}, ${role}, ${unitId}, ${at})`.execute(services.db);
  const reply = new Headers();
  await openSession(services, services.db, reply, {
    partKey: 1,
    personId,
    staff: true,
    strong: true,
    device: 'test',
  });
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(reply.getSetCookie()[0] ?? '') ?? [];
  browser.cookies.set(name!, value!);
  return personId;
}
