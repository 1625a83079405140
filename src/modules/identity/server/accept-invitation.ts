import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import type { Invitation } from '../domain/staff-contract.ts';
import { countTry } from './attempts.ts';
import { audit } from './audit.ts';
import { digest } from './begin-sign-in.ts';
import { hashPassword, refuseWeak } from './password.ts';
import { readProfile } from './people.ts';
import { openFor } from './person-keys.ts';
import { qrPath } from './qr.ts';
import { endThisSession, forgetSessions, openSession } from './session.ts';
import { mayShowCode } from './sign-in-staff.ts';
import { endSessionsOf } from './sign-in.store.ts';
import { endInvitations, findInvitation, findStaff, updateStaff, useOnce } from './staff.store.ts';
import type { IdentityTables } from './tables.ts';
import { totpCode, totpStep, totpUri } from './totp.ts';

type Asking = Context<IdentityTables>;

/** @throws Refusal identity/invitation-gone: unknown, used, expired or replaced */
async function open(context: Asking, token: string) {
  const row = await findInvitation(context.db, digest(token), context.now());
  if (!row) return refuse('invitation-gone');
  const person = { partKey: row.part_key, personId: row.person_id };
  const staff = await findStaff(context.db, person);
  if (!staff?.totp_pending_sealed || staff.disabled_at) return refuse('invitation-gone');
  const secret = await openFor(context, person, 'identity.totp', staff.totp_pending_sealed);
  return { person, staff, secret, expiresAt: row.expires_at };
}

/** @throws Refusal identity/invitation-gone */
export async function readInvitation(context: Asking, token: string): Promise<Invitation> {
  const { person, staff, secret, expiresAt } = await open(context, token);
  return {
    login: staff.login,
    name: (await readProfile(context, person)).name,
    expiresAt: expiresAt.toISOString(),
    secret,
    uri: totpUri(secret, staff.login),
    qr: qrPath(totpUri(secret, staff.login)),
    demoCode: mayShowCode(context) ? totpCode(secret, context.now()) : null,
  };
}

/**
 * The invited person's own password and second factor; she is signed in, and every older session of hers ends.
 *
 * @throws Refusal identity/invitation-gone, identity/weak-password, identity/wrong-code, identity/wait-before-trying
 */
export async function acceptInvitation(
  context: Asking,
  token: string,
  given: { readonly password: string; readonly code: string },
): Promise<object> {
  const { person, staff, secret } = await open(context, token);
  refuseWeak(given.password, staff.login);
  await countTry(context, 'account', `invitation ${person.personId}`);
  const step = totpStep(secret, given.code, context.now());
  if (step === undefined) return refuse('wrong-code');
  const passwordHash = await hashPassword(given.password);
  await context.db.transaction().execute(async (tx) => {
    if (!(await useOnce(tx, 'invitations', digest(token), context.now()))) refuse('invitation-gone');
    await endInvitations(tx, person, context.now());
    await updateStaff(tx, person, {
      password_hash: passwordHash,
      totp_sealed: staff.totp_pending_sealed!,
      totp_pending_sealed: null,
      totp_step: step,
    });
    await endSessionsOf(tx, person, context.now());
    const actor = {
      kind: 'person' as const,
      ...person,
      sessionId: '',
      anonymous: false,
      grants: [],
      strongSince: context.now(),
    };
    await audit(tx, { ...context, actor }, { action: 'identity.accept-invitation', subject: person });
    if (context.actor.kind === 'person' && !context.actor.anonymous) await endThisSession(tx, context);
    const device = context.request.headers.get('user-agent') ?? '';
    await openSession(context, tx, context.reply, { ...person, staff: true, strong: true, device });
  });
  forgetSessions();
  return {};
}
