import type { Context } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { refuse } from '../domain/refusals.ts';
import { audit } from './audit.ts';
import { forgetProfile } from './people.ts';
import { updateHome } from './person.store.ts';
import { isHome } from './registry.ts';
import type { IdentityTables } from './tables.ts';

/**
 * Where she lives, as she says. `part_key` stays what it was: rows never move with a person. An anonymous learner may
 * say it too; the account that adopts her asks again.
 */
export async function setHome(context: Context<IdentityTables>, unitId: number): Promise<object> {
  const { actor } = context;
  if (actor.kind !== 'person') return refuse('sign-in-first');
  if (!(await isHome(unitId))) return refuse('unit-unknown');
  await context.db.transaction().execute(async (tx) => {
    await updateHome(tx, actor, unitId);
    await audit(tx, context, { action: 'identity.set-home', subject: actor, unitId });
    await announce(tx, {
      partKey: actor.partKey,
      id: context.newId(),
      name: 'identity.home-set',
      payload: { personId: actor.personId },
      at: context.now(),
    });
  });
  forgetProfile(actor);
  return {};
}
