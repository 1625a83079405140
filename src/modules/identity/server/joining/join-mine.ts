import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { JoinState } from '../../domain/joining-contract.ts';
import { CODE_MINUTES } from '../../domain/mentor-contract.ts';
import type { PictureName } from '../../domain/pictures.ts';
import { refuse } from '../../domain/refusals.ts';
import { countTry, forgetTries } from '../attempts.ts';
import { audit } from '../audit.ts';
import { deleteCodes, findCode, takeCode, useCode } from '../codes.store.ts';
import { chooseNobody } from '../device.ts';
import { chooseAccount } from '../household.ts';
import { provenByCard } from '../open-card.ts';
import { forgetProfile } from '../people.ts';
import { endThisSession, forgetSessions, openSession } from '../session.ts';
import { codeHash, drawCode } from '../shown-code.ts';
import type { IdentityTables } from '../tables.ts';
import { joinPeople } from './join-people.ts';
import { previewOf } from './preview.ts';
import { forgetJoin, joinCookie, keepJoin } from './join-cookie.ts';

type Asking = Context<IdentityTables>;

/** @throws Refusal identity/sign-in-first for nobody; identity/join-staff for a member of staff */
function asker({ actor }: Asking): Person {
  if (actor.kind !== 'person') return refuse('sign-in-first');
  return actor.grants.length > 0 ? refuse('join-staff') : actor;
}

/** A code for the account that asks; its cookie stays in this browser, where joining is confirmed. */
export async function beginJoin(context: Asking): Promise<JoinState> {
  return showCode(context, asker(context));
}

async function showCode(context: Asking, person: Identity, taker?: Identity): Promise<JoinState> {
  const code = await context.db.transaction().execute((tx) => offerJoin(tx, context, person, taker));
  return readJoin(context, code);
}

/**
 * A code for a person, kept in the browser that she holds.
 *
 * @param taker who has proven herself to be the other one
 */
export async function offerJoin(
  tx: Tx<IdentityTables>,
  context: Asking,
  person: Identity,
  taker?: Identity,
): Promise<string> {
  const { code } = await drawCode(context, tx, person, 'join');
  if (taker) await takeCode(tx, codeHash(context.master, code), taker, context.now());
  await audit(tx, context, { action: 'identity.make-join-code', subject: person });
  keepJoin(context, code, CODE_MINUTES * 60);
  return code;
}

const showDigits = (code: string): string => code.replaceAll(/\D/g, '').replace(/^(.{4})/, '$1 ');

/** What this browser's code leads to: the account it was made for and, once proven, the other one. */
async function pairOf(context: Asking, code: string | undefined) {
  const { actor } = context;
  if (!code || actor.kind !== 'person') return undefined;
  const found = await findCode(context.db, codeHash(context.master, code), 'join', context.now());
  if (!found) return undefined;
  const isOwner = found.owner.personId === actor.personId;
  const other = isOwner ? found.taker : found.owner;
  // A code that somebody typed elsewhere is confirmed by the account that made it, and by nobody else.
  if (!isOwner && found.taker && found.taker.personId !== actor.personId) return undefined;
  const here = { partKey: actor.partKey, personId: actor.personId };
  return { code, expiresAt: found.expiresAt, here, other };
}

/** @param code of this browser; what a cookie that is only on its way will say */
export async function readJoin(context: Asking, code = joinCookie(context)): Promise<JoinState> {
  const { actor } = context;
  const signedIn = actor.kind === 'person' && !actor.anonymous;
  const pair = await pairOf(context, code);
  const none = { state: 'none', signedIn, code: null, expiresAt: null, preview: null } as const;
  if (!pair) return none;
  const expiresAt = pair.expiresAt.toISOString();
  if (!pair.other) return { ...none, state: 'code', code: showDigits(pair.code), expiresAt };
  const preview = await previewOf(context, pair.here, pair.other, 'herself');
  return { ...none, state: 'ready', expiresAt, preview };
}

/**
 * The code of the other account, typed where this one is signed in. A try is counted before it is judged.
 *
 * @throws Refusal identity/sign-in-first, identity/join-staff, identity/join-code-gone, identity/join-same,
 *   identity/wait-before-trying
 */
export async function takeJoinCode(context: Asking, code: string): Promise<object> {
  const person = asker(context);
  await countTry(context, 'address', context.address);
  await countTry(context, 'account', `join ${person.personId}`);
  const hash = codeHash(context.master, code);
  const found = await findCode(context.db, hash, 'join', context.now());
  if (found?.owner.personId === person.personId) return refuse('join-same');
  if (!found || !(await takeCode(context.db, hash, person, context.now()))) return refuse('join-code-gone');
  await forgetTries(context, `join ${person.personId}`);
  return {};
}

/**
 * A learner known by a card is the one who asks: whoever holds the card and knows its pictures in order is let in as her.
 *
 * @throws Refusal as `provenByCard`; identity/sign-in-first, identity/join-staff, identity/join-same
 */
export async function proveByCard(
  context: Asking,
  given: { readonly card: string; readonly pictures: readonly PictureName[] },
): Promise<JoinState> {
  const person = asker(context);
  const learner = await provenByCard(context, given);
  if (learner.personId === person.personId) return refuse('join-same');
  return showCode(context, person, learner);
}

/**
 * Joins the two that this browser has proven. Repeated, there is nothing left to join and nothing is refused.
 *
 * @throws Refusal identity/sign-in-first, identity/join-code-gone, and as `joinPeople`
 */
export async function confirmJoin(context: Asking): Promise<{ joined: boolean }> {
  asker(context);
  const code = joinCookie(context);
  if (!code) return { joined: false };
  const pair = await pairOf(context, code);
  if (!pair?.other) return refuse('join-code-gone');
  const { here, other } = pair;
  const { stays, goes } = await context.db.transaction().execute(async (tx) => {
    // Used up in the same step: who confirms twice at once joins once.
    if (!(await useCode(tx, codeHash(context.master, code), 'join', context.now())))
      return refuse('join-code-gone');
    const joined = await joinPeople(tx, context, here, other, { by: 'herself' });
    if (joined.goes.personId === here.personId) await goOnAs(tx, context, joined.stays);
    return joined;
  });
  forgetJoin(context);
  forgetSessions();
  for (const one of [stays, goes]) forgetProfile(one);
  if (goes.personId === here.personId && !(await chooseAccount(context, stays))) chooseNobody(context);
  return { joined: true };
}

/** The account in use is the one that goes: this browser goes on as the one that stays. */
async function goOnAs(tx: Tx<IdentityTables>, context: Asking, person: Identity): Promise<void> {
  await endThisSession(tx, context);
  await openSession(context, tx, context.reply, {
    partKey: person.partKey,
    personId: person.personId,
    staff: false,
    strong: false,
    device: context.request.headers.get('user-agent') ?? '',
  });
}

export async function cancelJoin(context: Asking): Promise<object> {
  const { actor } = context;
  if (actor.kind === 'person') await deleteCodes(context.db, actor, 'join');
  forgetJoin(context);
  return {};
}
