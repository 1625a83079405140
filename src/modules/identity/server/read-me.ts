import type { Context } from '#platform/http/context.ts';
import type { Me } from '../domain/contract.ts';
import { showPerson } from './people.ts';
import type { IdentityTables } from './tables.ts';

/** Who asks. Never refuses: nobody is an answer too. */
export async function readMe(context: Context<IdentityTables>): Promise<Me> {
  const { actor } = context;
  if (actor.kind === 'nobody') {
    return { signedIn: false, anonymous: false, staff: false, name: null, homeUnitId: null, grants: [] };
  }
  const { name, homeUnitId } = await showPerson(context, actor);
  return {
    signedIn: !actor.anonymous,
    anonymous: actor.anonymous,
    staff: actor.grants.length > 0,
    name,
    homeUnitId,
    grants: [...actor.grants],
  };
}
