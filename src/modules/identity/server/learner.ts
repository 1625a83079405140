import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { actorOf } from './authenticate.ts';
import { forgetSessions } from './believed.ts';
import { deviceOf } from './device.ts';
import { insertProfile, listProfiles, lockDevice } from './household.store.ts';
import { createPerson } from './people.ts';
import { drawPartKey, openSession } from './session.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Pick<
  Context<IdentityTables>,
  'actor' | 'reply' | 'request' | 'db' | 'master' | 'now' | 'newId' | 'config'
>;

/**
 * The actor of a request, or a new anonymous learner bound to this device by a cookie. On a shared phone on which
 * nobody has said who she is, the one learner without a name who can be given a name later.
 */
export async function learnerOf(context: Omit<Asking, 'db'> & Pick<Context, 'db'>): Promise<Person> {
  if (context.actor.kind === 'person') return context.actor;
  const asking = context as unknown as Asking;
  return asking.db.transaction().execute(async (tx) => {
    const device = deviceOf(context.request);
    const shared = device ? await nameless(tx, asking, device) : undefined;
    if (shared) return shared;
    const person = await newLearner(tx, asking);
    const { id } = await openSession(context, tx, context.reply, {
      ...person,
      staff: false,
      strong: false,
      device: context.request.headers.get('user-agent') ?? '',
    });
    return { kind: 'person', ...person, sessionId: id, anonymous: true, grants: [], strongSince: undefined };
  });
}

/** A person of whom nothing is known but what she will do. */
export const newLearner = (tx: Tx<IdentityTables>, context: Pick<Asking, 'master' | 'now' | 'newId'>) =>
  createPerson({ ...context, db: tx }, { partKey: drawPartKey(), id: context.newId(), kind: 'anonymous' });

/** At most one a phone; undefined where the phone's secret is none that we gave. */
async function nameless(tx: Tx<IdentityTables>, asking: Asking, device: string): Promise<Person | undefined> {
  const phone = await lockDevice(tx, device);
  if (!phone) return undefined;
  const known = (await listProfiles(tx, device)).find(
    (one) =>
      one.id !== phone.founder_id &&
      !one.profile_sealed &&
      !one.removed_at &&
      !one.adopted_id &&
      !one.erased_at,
  );
  if (known) return actorOf(known);
  const person = await newLearner(tx, asking);
  const id = asking.newId();
  await insertProfile(tx, { deviceHash: device, id, person, at: asking.now() });
  forgetSessions();
  return actorOf({ id, part_key: person.partKey, person_id: person.personId });
}
