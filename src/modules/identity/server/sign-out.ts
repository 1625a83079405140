import type { Context } from '#platform/http/context.ts';
import type { SignedOut } from '../domain/contract.ts';
import { audit } from './audit.ts';
import { ownOrigin } from './begin-sign-in.ts';
import { chooseNobody } from './device.ts';
import { forgetJoin } from './joining/join-cookie.ts';
import { endAtProvider } from './oidc.ts';
import { dropCookie, endThisSession, forgetSessions } from './session.ts';
import { endSessionsOf } from './sign-in.store.ts';
import type { IdentityTables } from './tables.ts';

/**
 * Ends this session, or all of the person's. Signed out already is an answer too, and the device's own learner has
 * nothing to sign out of: without her session nobody could reach her work again.
 */
export async function signOut(context: Context<IdentityTables>, everywhere: boolean): Promise<SignedOut> {
  const { actor } = context;
  if (actor.kind === 'nobody' || actor.anonymous) return { providerUrl: null };
  dropCookie(context.reply, context.config.publicUrl);
  chooseNobody(context);
  forgetJoin(context);
  await context.db.transaction().execute(async (tx) => {
    if (everywhere) await endSessionsOf(tx, actor, context.now());
    else await endThisSession(tx, context);
    const action = everywhere ? 'identity.sign-out-everywhere' : 'identity.sign-out';
    await audit(tx, context, { action, subject: actor });
  });
  forgetSessions();
  const resident = actor.grants.length === 0;
  const providerUrl = resident
    ? await endAtProvider(context.config, `${ownOrigin(context)}/dang-nhap`)
    : undefined;
  return { providerUrl: providerUrl ?? null };
}
