import type { Context } from '#platform/http/context.ts';
import { fold } from '#platform/text/fold.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { refuse } from '../domain/refusals.ts';
import { emptyPerson, listAdopted } from './account.store.ts';
import { audit } from './audit.ts';
import { chooseNobody } from './device.ts';
import { listGrantsOf } from './grants.store.ts';
import { forgetProfile } from './people.ts';
import { eraseEverywhere } from './registry.ts';
import { dropCookie, forgetSessions } from './session.ts';
import type { IdentityTables } from './tables.ts';

/** Typed to show that it is meant: XOÁ, XÓA or xoa. */
const WORD = 'xoa';

/**
 * Erases the one who asks, and the learners whose work she took over. What append-only records hold of her was sealed
 * under her key and can no longer be read by anybody.
 *
 * @throws Refusal identity/sign-in-first, identity/word-not-typed, identity/roles-first while she holds a role
 */
export async function eraseMine(context: Context<IdentityTables>, word: string): Promise<object> {
  const { actor } = context;
  if (actor.kind !== 'person') return refuse('sign-in-first');
  if (fold(word) !== WORD) return refuse('word-not-typed');
  if ((await listGrantsOf(context.db, actor)).length > 0) return refuse('roles-first');
  const person = { partKey: actor.partKey, personId: actor.personId };
  await context.db.transaction().execute(async (tx) => {
    for (const one of [...(await listAdopted(tx, person)), person]) {
      await eraseEverywhere(tx, one);
      await emptyPerson(tx, one, context.now());
    }
    await audit(tx, context, { action: 'identity.erase', subject: person });
    await announce(tx, {
      partKey: person.partKey,
      id: context.newId(),
      name: 'identity.person-erased',
      payload: { personId: person.personId },
      at: context.now(),
    });
  });
  dropCookie(context.reply, context.config.publicUrl);
  chooseNobody(context);
  forgetSessions();
  forgetProfile(person);
  return {};
}
