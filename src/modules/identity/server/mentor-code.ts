import type { Context } from '#platform/http/context.ts';
import type { Mentor } from '../domain/mentor-contract.ts';
import { audit } from './audit.ts';
import { learnerOf } from './learner.ts';
import { listOfLearner } from './mentors.store.ts';
import { readProfile } from './people.ts';
import { drawCode, type ShownCode } from './shown-code.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

/** A code for whoever holds this phone now; her earlier one opens nothing from then on. */
export async function makeMentorCode(context: Asking): Promise<ShownCode> {
  const person = await learnerOf(context as unknown as Context);
  return context.db.transaction().execute(async (tx) => {
    const made = await drawCode(context, tx, person, 'mentor');
    await audit(tx, context, { action: 'identity.make-mentor-code', subject: person });
    return made;
  });
}

/** Who helps the one who asks, now. */
export async function readMentors(context: Asking): Promise<{ mentors: Mentor[] }> {
  const { actor } = context;
  if (actor.kind !== 'person') return { mentors: [] };
  const open = (await listOfLearner(context.db, actor)).filter((one) => !one.ended_at);
  return {
    mentors: await Promise.all(
      open.map(async (one) => {
        const mentor = { partKey: one.mentor_part_key, personId: one.mentor_id };
        const { name } = await readProfile(context, mentor);
        return { id: one.id, name, unitId: one.unit_id, since: one.began_at.toISOString() };
      }),
    ),
  };
}
