import { randomBytes } from 'node:crypto';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { tidy } from '#platform/text/fold.ts';
import { refuse } from '../domain/refusals.ts';
import type { SecondFactor } from '../domain/staff-contract.ts';
import { adoptLearner } from './adopt-learner.ts';
import { countTry, forgetTries } from './attempts.ts';
import { audit } from './audit.ts';
import { digest } from './begin-sign-in.ts';
import { chooseNobody, deviceOf } from './device.ts';
import { listPasskeys } from './passkeys.store.ts';
import { isPassword } from './password.ts';
import { hashIdentifier, openFor } from './person-keys.ts';
import { findByIdentifier } from './person.store.ts';
import { endThisSession, forgetSessions, openSession } from './session.ts';
import { findChallenge, findStaff, insertChallenge, takeStep, useOnce } from './staff.store.ts';
import type { IdentityTables } from './tables.ts';
import { totpStep, unusedCode } from './totp.ts';

const STEP_COOKIE = 'bdhvs_2';
const MINUTES = 10;

/**
 * First step. An unknown name costs the same time, gets the same words and counts the same tries as a wrong password.
 *
 * @throws Refusal identity/wrong-login, identity/wait-before-trying
 */
export async function signInStaff(
  context: Context<IdentityTables>,
  typed: { readonly login: string; readonly password: string },
): Promise<SecondFactor> {
  const login = tidy(typed.login).toLowerCase();
  await countTry(context, 'address', context.address);
  await countTry(context, 'account', login);
  const person = await findByIdentifier(context.db, hashIdentifier(context.master, 'login', login));
  const staff = person && (await findStaff(context.db, person));
  const right = await isPassword(staff?.disabled_at ? null : staff?.password_hash, typed.password);
  if (!person || !staff || !right) return refuse('wrong-login');
  await forgetTries(context, login);
  const token = randomBytes(32).toString('base64url');
  await insertChallenge(context.db, {
    tokenHash: digest(token),
    purpose: 'second-factor',
    person,
    challenge: '',
    expiresAt: new Date(context.now().getTime() + MINUTES * 60_000),
  });
  context.reply.append('set-cookie', stepCookie(token, MINUTES * 60, context.config.publicUrl));
  return describe(context, person, staff);
}

/** What the second step can be; nothing when no password was given lately. */
export async function readSecondFactor(context: Context<IdentityTables>): Promise<SecondFactor> {
  const step = await findStep(context);
  const staff = step && (await findStaff(context.db, step.person));
  return step && staff ? describe(context, step.person, staff) : { ways: [], demoCode: null };
}

type Staff = NonNullable<Awaited<ReturnType<typeof findStaff>>>;

async function describe(
  context: Context<IdentityTables>,
  person: Identity,
  staff: Staff,
): Promise<SecondFactor> {
  const passkeys = await listPasskeys(context.db, person);
  const secret = staff.totp_sealed && (await openFor(context, person, 'identity.totp', staff.totp_sealed));
  return {
    ways: [...(secret ? (['code'] as const) : []), ...(passkeys.length > 0 ? (['passkey'] as const) : [])],
    demoCode: secret && mayShowCode(context) ? unusedCode(secret, staff.totp_step, context.now()) : null,
  };
}

/** A demonstration has no telephone beside it: the code is shown to a browser on this very machine. */
export const mayShowCode = ({ config, address }: Pick<Context, 'config' | 'address'>): boolean =>
  config.demo && /^(127\.|::1$|::ffff:127\.)/.test(address);

/** Second step by code. @throws Refusal identity/sign-in-again, identity/wrong-code, identity/wait-before-trying */
export async function giveCode(context: Context<IdentityTables>, code: string): Promise<object> {
  const step = await findStep(context);
  if (!step) return refuse('sign-in-again');
  await countTry(context, 'account', `code ${step.person.personId}`);
  const staff = await findStaff(context.db, step.person);
  if (!staff?.totp_sealed || staff.disabled_at) return refuse('wrong-code');
  const secret = await openFor(context, step.person, 'identity.totp', staff.totp_sealed);
  const at = totpStep(secret, code, context.now());
  if (at === undefined || !(await takeStep(context.db, step.person, at))) return refuse('wrong-code');
  await openStaffSession(context, step, 'code');
  return {};
}

export interface Step {
  readonly tokenHash: string;
  readonly person: Identity;
  readonly challenge: string;
}

/** The sign-in that this browser is in the middle of. */
export async function findStep(context: Context<IdentityTables>): Promise<Step | undefined> {
  const pattern = new RegExp(`(?:^|;\\s*)${STEP_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`);
  const token = pattern.exec(context.request.headers.get('cookie') ?? '')?.[1];
  if (!token) return undefined;
  const tokenHash = digest(token);
  const row = await findChallenge(context.db, tokenHash, 'second-factor', context.now());
  return (
    row && { tokenHash, person: { partKey: row.part_key, personId: row.person_id }, challenge: row.challenge }
  );
}

/** Both factors were shown: a new session, never the one that the browser brought. */
export async function openStaffSession(
  context: Context<IdentityTables>,
  step: Step,
  by: 'code' | 'passkey',
): Promise<void> {
  const { person } = step;
  await context.db.transaction().execute(async (tx: Tx<IdentityTables>) => {
    if (!(await useOnce(tx, 'challenges', step.tokenHash, context.now()))) refuse('sign-in-again');
    const actor = {
      kind: 'person' as const,
      ...person,
      sessionId: '',
      anonymous: false,
      grants: [],
      strongSince: context.now(),
    };
    await audit(
      tx,
      { ...context, actor },
      { action: 'identity.sign-in-staff', subject: person, detail: { by } },
    );
    if (context.actor.kind === 'person') {
      // On a phone of several people the learner is somebody else than the helper who signs in.
      if (context.actor.anonymous && !deviceOf(context.request))
        await adoptLearner(tx, { ...context, actor }, context.actor, person);
      await endThisSession(tx, context);
    }
    const device = context.request.headers.get('user-agent') ?? '';
    await openSession(context, tx, context.reply, { ...person, staff: true, strong: true, device });
  });
  context.reply.append('set-cookie', stepCookie('', 0, context.config.publicUrl));
  chooseNobody(context);
  await forgetTries(context, `code ${person.personId}`);
  forgetSessions();
}

function stepCookie(token: string, seconds: number, publicUrl: string): string {
  const secure = publicUrl.startsWith('https://') ? '; Secure' : '';
  return `${STEP_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
}
