import { randomInt } from 'node:crypto';
import { deriveKey, lookup, type Key } from '#platform/crypto/seal.ts';
import type { Context } from '#platform/http/context.ts';
import { CODE_MINUTES, type Mentor } from '../domain/mentor-contract.ts';
import { audit } from './audit.ts';
import { learnerOf } from './learner.ts';
import { deleteCodes, insertCode, listOfLearner } from './mentors.store.ts';
import { readProfile } from './people.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

/** How a code is found, however it is spaced. */
export const codeHash = (master: Key, given: string): string =>
  lookup(deriveKey(master, 'identity/mentor-codes'), given.replaceAll(/\D/g, ''));

/** A code for whoever holds this phone now; her earlier one opens nothing from then on. */
export async function makeMentorCode(context: Asking): Promise<{ code: string; expiresAt: string }> {
  const person = await learnerOf(context as unknown as Context);
  const expiresAt = new Date(context.now().getTime() + CODE_MINUTES * 60_000);
  return context.db.transaction().execute(async (tx) => {
    await deleteCodes(tx, person);
    for (;;) {
      const code = String(randomInt(100_000_000)).padStart(8, '0');
      if (!(await insertCode(tx, { hash: codeHash(context.master, code), person, expiresAt }))) continue;
      await audit(tx, context, { action: 'identity.make-mentor-code', subject: person });
      return { code: `${code.slice(0, 4)} ${code.slice(4)}`, expiresAt: expiresAt.toISOString() };
    }
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
