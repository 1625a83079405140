import { hasConsent, readProfile } from '#modules/identity/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { CredentialView, Mine } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { claim } from './claim.ts';
import { findCredential, listCredentialsOf, markHomeAsked, type CredentialRow } from './credential.store.ts';
import { CONFIRMATION, SHOW_NAME } from './agreement.ts';
import { outcomeOf } from './outcomes.ts';
import { listPendingOf } from './pending.store.ts';
import { exportWithProof } from './export-document.ts';
import { worthOf } from './replace.ts';
import { openCredential, type Sealed } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';
import { toView } from './view.ts';

/** The asker's credentials and what is missing; never refuses: nobody has none. */
export async function readMine(context: Context<CredentialsTables>): Promise<Mine> {
  const { actor, db } = context;
  if (actor.kind === 'nobody') {
    return {
      credentials: [],
      waiting: 0,
      lacksPractice: null,
      signedIn: false,
      consented: false,
      homeKnown: false,
      next: 'sign-in',
    };
  }
  const [rows, pending, consented, nameShown, profile] = await Promise.all([
    listCredentialsOf(db, actor),
    listPendingOf(db, actor),
    hasConsent(db, actor, CONFIRMATION),
    hasConsent(db, actor, SHOW_NAME),
    readProfile(context, actor),
  ]);
  const views: CredentialView[] = [];
  for (const row of rows) {
    const sealed = await openCredential(context, row);
    if (sealed) views.push(toView(context, row, sealed, nameShown, await worthOf(context, row)));
  }
  const homeKnown = profile.homeUnitId !== null;
  const asksHome = !homeKnown && rows.some((row) => row.home_asked_at === null);
  return {
    credentials: views,
    waiting: pending.length,
    lacksPractice: await lackingPractice(context, pending),
    signedIn: !actor.anonymous,
    consented,
    homeKnown,
    next: nextStep({ anonymous: actor.anonymous, waiting: pending.length, consented, asksHome }),
  };
}

async function lackingPractice(
  context: Context<CredentialsTables>,
  pending: Awaited<ReturnType<typeof listPendingOf>>,
): Promise<string | null> {
  for (const { part_key: partKey, session_id: id } of pending)
    if ((await outcomeOf(context, partKey, id))?.lacksPractice) return id;
  return null;
}

function nextStep(state: {
  anonymous: boolean;
  waiting: number;
  consented: boolean;
  asksHome: boolean;
}): Mine['next'] {
  if (state.anonymous) return 'sign-in';
  if (state.waiting > 0 && !state.consented) return 'consent';
  return state.asksHome ? 'home' : null;
}

/** Confirms what can be confirmed now. `homeLater` notes that she does not want to say where she lives; asked once. */
export async function claimMine(
  context: Context<CredentialsTables>,
  { homeLater }: { homeLater: boolean },
): Promise<Mine> {
  const { actor } = context;
  if (actor.kind === 'person' && !actor.anonymous) {
    await claim(context, actor);
    if (homeLater) await markHomeAsked(context.db, actor, context.now());
  }
  return readMine(context);
}

/** A credential of the asker. @throws Refusal `credentials/not-found`, the same for what is another person's */
export async function getOwn(
  context: Context<CredentialsTables>,
  id: string,
): Promise<{ holder: Person; row: CredentialRow; sealed: Sealed }> {
  const { actor } = context;
  if (actor.kind !== 'person') return refuse('not-found');
  const row = await findCredential(context.db, actor.partKey, id);
  if (!row || row.person_id !== actor.personId) return refuse('not-found');
  const sealed = await openCredential(context, row);
  return sealed ? { holder: actor, row, sealed } : refuse('not-found');
}

/** @throws Refusal `credentials/not-found` */
export async function readOwn(context: Context<CredentialsTables>, id: string): Promise<CredentialView> {
  const { holder, row, sealed } = await getOwn(context, id);
  const nameShown = await hasConsent(context.db, holder, SHOW_NAME);
  return toView(context, row, sealed, nameShown, await worthOf(context, row));
}

/** The signed document as a file. @throws Refusal `credentials/not-found` */
export async function readDocument(
  context: Context<CredentialsTables>,
  id: string,
  as: 'jwt' | 'json',
): Promise<Response> {
  const { row, sealed } = await getOwn(context, id);
  const body =
    as === 'jwt' ? sealed.jwt : JSON.stringify(await exportWithProof(context, row, sealed), null, 2);
  return new Response(body, {
    headers: {
      'content-type': as === 'jwt' ? 'application/vc+jwt' : 'application/vc; charset=utf-8',
      'content-disposition': `attachment; filename="giay-xac-nhan-${row.code}.${as}"`,
      'cache-control': 'private, no-store',
    },
  });
}
