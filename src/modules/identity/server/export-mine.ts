import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { listAboutPerson } from './audit.store.ts';
import { audit } from './audit.ts';
import { listChoices } from './consent.store.ts';
import { listOpenSessions } from './account.store.ts';
import { listGrantsOf } from './grants.store.ts';
import { readProfile } from './people.ts';
import { openFor } from './person-keys.ts';
import { listIdentifiers } from './person.store.ts';
import { exportEverywhere } from './registry.ts';
import { describeDevice } from './sessions.ts';
import type { IdentityTables } from './tables.ts';

const LOG_LINES = 5_000;

/** Everything kept about the one who asks, as a file: what she gave, what she did, and who read it. */
export async function exportMine(context: Context<IdentityTables>): Promise<Response> {
  const { actor } = context;
  if (actor.kind !== 'person') return refuse('sign-in-first');
  const identifiers = await listIdentifiers(context.db, actor);
  const number = identifiers.find((one) => one.kind === 'national-id')?.sealed;
  const sessions = await listOpenSessions(context.db, actor, context.now());
  const record = {
    exportedAt: context.now().toISOString(),
    person: {
      id: actor.personId,
      anonymous: actor.anonymous,
      ...(await readProfile(context, actor)),
      nationalId: number ? await openFor(context, actor, 'identity.national-id', number) : null,
    },
    identifiers: identifiers.map((one) => one.kind),
    roles: (await listGrantsOf(context.db, actor)).map((one) => ({ role: one.role, unitId: one.unit_id })),
    sessions: sessions.map((one) => ({ device: describeDevice(one.device), since: one.created_at })),
    consents: await listChoices(context.db, actor),
    log: (await listAboutPerson(context.db, actor.partKey, actor.personId, LOG_LINES)).map((entry) => ({
      at: entry.at,
      action: entry.action,
      by: entry.actor_id === actor.personId ? 'me' : entry.actor_id ? 'staff' : 'system',
      detail: entry.detail,
    })),
    modules: await exportEverywhere(context, { partKey: actor.partKey, personId: actor.personId }),
  };
  await context.db
    .transaction()
    .execute((tx) => audit(tx, context, { action: 'identity.export', subject: actor }));
  return new Response(JSON.stringify(record, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="du-lieu-cua-toi.json"',
    },
  });
}
