import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { adoptLearner } from './adopt-learner.ts';
import { audit } from './audit.ts';
import {
  BROWSER_COOKIE,
  browserCookie,
  callbackOf,
  digest,
  ownOrigin,
  redirect,
  toSignInPage,
} from './begin-sign-in.ts';
import { chooseNobody } from './device.ts';
import { chooseAccount } from './household.ts';
import { finishAtProvider, SignInFailed, type Claimed } from './oidc.ts';
import { sideOf } from './joining/join-people.ts';
import { offerJoin } from './joining/join-mine.ts';
import { createPerson, readProfile, writeProfile } from './people.ts';
import { hashIdentifier, sealFor } from './person-keys.ts';
import { findByIdentifier, takeIdentifier } from './person.store.ts';
import { drawPartKey, endThisSession, forgetSessions, openSession } from './session.ts';
import { findSignIn, useSignIn } from './sign-in.store.ts';
import type { IdentityTables } from './tables.ts';

/**
 * The provider's answer becomes a session. A state of another browser, an old or a used one, and every answer that
 * does not prove what it says lead back to the sign-in page; the person keeps the session and the work she had.
 */
export async function finishSignIn(context: Context<IdentityTables>): Promise<Response> {
  const answered = new URL(context.request.url);
  let goal = '/cua-toi';
  try {
    const begun = await takeState(context, answered.searchParams.get('state') ?? '');
    goal = begun.returnTo;
    const claimed = await finishAtProvider(
      context.config,
      new URL(callbackOf(ownOrigin(context)) + answered.search),
      begun,
    );
    const twice = await openAccount(context, claimed);
    if (twice) goal = JOIN_PAGE;
    context.reply.append('set-cookie', browserCookie('', 0, context.config.publicUrl));
    return redirect(goal);
  } catch (error) {
    if (!(error instanceof SignInFailed)) throw error;
    context.log.warn(
      { err: error.cause, fault: error.fault, correlationId: context.correlationId },
      'sign-in refused',
    );
    return toSignInPage(error.fault, goal);
  }
}

/** @throws SignInFailed forged: unknown, or another browser's; expired: too old, or used before */
async function takeState(context: Context<IdentityTables>, state: string) {
  const pattern = new RegExp(`(?:^|;\\s*)${BROWSER_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`);
  const browser = pattern.exec(context.request.headers.get('cookie') ?? '')?.[1];
  if (!browser || !state) throw new SignInFailed('forged');
  const found = await findSignIn(context.db, digest(state), digest(browser));
  if (!found) throw new SignInFailed('forged');
  if (!(await useSignIn(context.db, digest(state), context.now()))) throw new SignInFailed('expired');
  return { state, nonce: found.nonce, codeVerifier: found.code_verifier, returnTo: found.return_to };
}

/** Where a person who has two accounts is asked whether they shall be one. */
const JOIN_PAGE = '/cua-toi/gop';

/**
 * Finds or makes the account, moves the device's own learning to it, and rotates the session; all or nothing.
 *
 * @returns whether the provider's answer leads to two accounts, which she may now join
 */
async function openAccount(context: Context<IdentityTables>, claimed: Claimed): Promise<boolean> {
  const { actor } = context;
  let adopted = false;
  const { person, other } = await context.db.transaction().execute(async (tx) => {
    const { person, fresh, other } = await findOrCreate(tx, context, claimed);
    await refreshProfile(tx, context, person, claimed);
    await audit(
      tx,
      { ...context, actor: acting(person) },
      { action: 'identity.sign-in', subject: person, detail: { fresh } },
    );
    if (actor.kind === 'person') {
      if (actor.anonymous)
        adopted = await adoptLearner(tx, { ...context, actor: acting(person) }, actor, person);
      await endThisSession(tx, context);
    }
    await openSession(context, tx, context.reply, {
      ...person,
      staff: false,
      strong: false,
      device: context.request.headers.get('user-agent') ?? '',
    });
    if (other) await offerJoin(tx, context, person, other);
    return { person, other };
  });
  // She stays the chosen one of this phone if she was, or becomes it if she ever was.
  if (!adopted && !(await chooseAccount(context, person))) chooseNobody(context);
  forgetSessions();
  return other !== undefined;
}

const acting = (person: Identity) => ({
  kind: 'person' as const,
  ...person,
  sessionId: '',
  anonymous: false,
  grants: [],
  strongSince: undefined,
});

/**
 * By the provider's subject, then by identity number: an account that a helper made earlier is found by its number.
 * Two devices signing in for the first time meet at the identifier's primary key: the second waits, then finds.
 */
async function findOrCreate(tx: Tx<IdentityTables>, context: Context<IdentityTables>, claimed: Claimed) {
  const { master } = context;
  const subject = hashIdentifier(master, 'oidc', `${context.config.OIDC_ISSUER} ${claimed.subject}`);
  const number = claimed.nationalId && hashIdentifier(master, 'national-id', claimed.nationalId);
  const bySubject = await findByIdentifier(tx, subject);
  const byNumber = number ? await findByIdentifier(tx, number) : undefined;
  if (bySubject && byNumber && bySubject.personId !== byNumber.personId) {
    // The provider vouches for both at once: one without a number of its own may be joined to the one that has it.
    const { hasNumber, kind } = await sideOf({ db: tx, master }, bySubject);
    if (hasNumber || kind !== 'resident') throw new SignInFailed('conflict');
    return { person: byNumber, fresh: false, other: bySubject };
  }
  const known = bySubject ?? byNumber;
  const anonymous = context.actor.kind === 'person' && context.actor.anonymous ? context.actor : undefined;
  const person = known ?? { partKey: anonymous?.partKey ?? drawPartKey(), personId: context.newId() };

  if (!bySubject && !(await takeIdentifier(tx, { hash: subject, kind: 'oidc', person, sealed: null }))) {
    return { person: await mustFind(tx, subject), fresh: false };
  }
  if (!known)
    await createPerson({ ...context, db: tx }, { ...person, id: person.personId, kind: 'resident' });
  if (number && !byNumber) {
    const sealed = await sealFor({ db: tx, master }, person, 'identity.national-id', claimed.nationalId!);
    const taken = await takeIdentifier(tx, { hash: number, kind: 'national-id', person, sealed });
    if (!taken) throw new SignInFailed('conflict');
  }
  return { person, fresh: !known };
}

async function mustFind(tx: Tx<IdentityTables>, hash: string): Promise<Identity> {
  const found = await findByIdentifier(tx, hash);
  if (!found) throw new SignInFailed('expired');
  return found;
}

/** The provider's name and birth date are the true ones, and may have been corrected since. */
async function refreshProfile(
  tx: Tx<IdentityTables>,
  { master }: Context<IdentityTables>,
  person: Identity,
  claimed: Claimed,
): Promise<void> {
  const before = await readProfile({ db: tx, master }, person);
  const after = { name: claimed.name ?? before.name, birthDate: claimed.birthDate ?? before.birthDate };
  if (after.name !== before.name || after.birthDate !== before.birthDate) {
    await writeProfile({ db: tx, master }, person, after);
  }
}
