import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { countTry, forgetTries } from './attempts.ts';
import { audit } from './audit.ts';
import { hashPassword, isPassword, refuseWeak } from './password.ts';
import { endThisSession, forgetSessions, openSession } from './session.ts';
import { endSessionsOf } from './sign-in.store.ts';
import { findStaff, updateStaff } from './staff.store.ts';
import type { IdentityTables } from './tables.ts';

/** @throws Refusal identity/not-yours, identity/wrong-login, identity/weak-password, identity/wait-before-trying */
export async function changePassword(
  context: Context<IdentityTables>,
  given: { readonly current: string; readonly next: string },
): Promise<object> {
  const { actor } = context;
  const staff = actor.kind === 'person' ? await findStaff(context.db, actor) : undefined;
  if (actor.kind !== 'person' || !staff) return refuse('not-yours');
  await countTry(context, 'account', staff.login);
  if (!(await isPassword(staff.password_hash, given.current))) return refuse('wrong-login');
  await forgetTries(context, staff.login);
  refuseWeak(given.next, staff.login);
  const hash = await hashPassword(given.next);
  await context.db.transaction().execute(async (tx) => {
    await updateStaff(tx, actor, { password_hash: hash });
    await audit(tx, context, { action: 'identity.change-password', subject: actor });
    await endThisSession(tx, context);
    await endSessionsOf(tx, actor, context.now());
    const device = context.request.headers.get('user-agent') ?? '';
    await openSession(context, tx, context.reply, {
      partKey: actor.partKey,
      personId: actor.personId,
      staff: true,
      strong: true,
      device,
    });
  });
  forgetSessions();
  return {};
}
