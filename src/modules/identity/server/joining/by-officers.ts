import type { Context, Person } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { tidy } from '#platform/text/fold.ts';
import { JOIN_ROLES, type Joining } from '../../domain/joining-desk-contract.ts';
import { faultOf } from '../../domain/joining.ts';
import { refuse } from '../../domain/refusals.ts';
import { TOP_UNIT } from '../../domain/roles.ts';
import { countTry, forgetTries } from '../attempts.ts';
import { listLogins } from '../audit.store.ts';
import { audit, auditRead } from '../audit.ts';
import { finderHash } from '../card-secrets.ts';
import { findCard } from '../cards.store.ts';
import { findCode, useCode } from '../codes.store.ts';
import { forgetProfile, readProfile } from '../people.ts';
import { hashIdentifier } from '../person-keys.ts';
import { findByIdentifier } from '../person.store.ts';
import { holderOf, isWithin } from '../registry.ts';
import { forgetSessions } from '../session.ts';
import { codeHash } from '../shown-code.ts';
import type { IdentityTables } from '../tables.ts';
import { joinPeople, sideOf } from './join-people.ts';
import { previewOf } from './preview.ts';
import * as store from './joinings.store.ts';

type Asking = Context<IdentityTables>;

/** @throws Refusal identity/sign-in-first, identity/not-yours without such a role there */
async function officerAt({ actor }: Asking, unitId: number): Promise<Person> {
  if (actor.kind !== 'person' || actor.anonymous) return refuse('sign-in-first');
  for (const { role, unitId: own } of actor.grants)
    if (JOIN_ROLES.some((one) => one === role) && (await isWithin(unitId, own))) return actor;
  return refuse('not-yours');
}

/**
 * Whose account something tells: an identity number, the number of a learner card, or what another module knows, such as
 * the code of a certificate.
 */
async function accountOf(context: Asking, told: string): Promise<Identity | undefined> {
  const digits = told.replaceAll(/[\s.-]/g, '');
  if (/^\d{12}$/.test(digits)) {
    const known = await findByIdentifier(context.db, hashIdentifier(context.master, 'national-id', digits));
    if (known) return known;
  }
  const card = /^\d{10}$/.test(digits)
    ? await findCard(context.db, finderHash(context.master, digits))
    : undefined;
  if (card) return { partKey: card.part_key, personId: card.person_id };
  return holderOf(context as unknown as Context, told);
}

/** Whether the unit answers for these two: the home of the lost one lies there, or nobody knows it and the other's does. */
async function isOurs(context: Asking, unitId: number, lost: Identity, here: Identity): Promise<boolean> {
  const { homeUnitId } = await readProfile(context, lost);
  const home = homeUnitId ?? (await readProfile(context, here)).homeUnitId;
  return isWithin(home ?? TOP_UNIT, unitId);
}

/**
 * One officer asks. The person is there and shows the code of the account that she can sign in to; it is used up. A try is
 * counted before it is judged. Who is not of this unit and who is not there look the same.
 *
 * @throws Refusal identity/sign-in-first, identity/not-yours, identity/join-code-gone, identity/join-not-found,
 *   identity/wait-before-trying, and as `faultOf`
 */
export async function askJoining(
  context: Asking,
  unitId: number,
  given: { readonly id: string; readonly code: string; readonly lost: string; readonly reason: string },
): Promise<Joining> {
  const officer = await officerAt(context, unitId);
  const known = await store.findJoining(context.db, unitId, given.id);
  if (known) return show(context, known, officer);
  await countTry(context, 'account', `joining ${officer.personId}`);
  const hash = codeHash(context.master, given.code);
  const here = (await findCode(context.db, hash, 'join', context.now()))?.owner;
  if (!here) return refuse('join-code-gone');
  const lost = await accountOf(context, given.lost);
  if (!lost || !(await isOurs(context, unitId, lost, here))) return refuse('join-not-found');
  const fault = faultOf(await sideOf(context, here), await sideOf(context, lost), 'officers');
  if (fault) return refuse(fault);
  const row: store.JoiningRow = {
    part_key: here.partKey,
    id: given.id,
    person_id: here.personId,
    from_part_key: lost.partKey,
    from_id: lost.personId,
    unit_id: unitId,
    reason: tidy(given.reason),
    asked_by: officer.personId,
    asked_at: context.now(),
    state: 'open',
    decided_by: null,
    decided_at: null,
  };
  await context.db.transaction().execute(async (tx) => {
    if (!(await useCode(tx, hash, 'join', context.now()))) refuse('join-code-gone');
    await store.insertJoining(tx, row);
    const detail = { joining: row.id, from: lost.personId };
    await audit(tx, context, { action: 'identity.ask-joining', subject: here, unitId, detail });
  });
  await forgetTries(context, `joining ${officer.personId}`);
  return show(context, row, officer);
}

export async function readJoinings(context: Asking, unitId: number): Promise<{ joinings: Joining[] }> {
  const officer = await officerAt(context, unitId);
  const rows = await store.listJoinings(context.db, unitId);
  return { joinings: await Promise.all(rows.map((row) => show(context, row, officer))) };
}

/** What stands in a request; reading two people's records is logged. */
async function show(context: Asking, row: store.JoiningRow, officer: Person): Promise<Joining> {
  const [here, lost] = pairOf(row);
  const logins = await listLogins(context.db, [row.asked_by, ...(row.decided_by ? [row.decided_by] : [])]);
  if (row.state === 'open')
    for (const subject of [here, lost])
      await auditRead(context as unknown as Context, { subject, what: 'joining', unitId: row.unit_id });
  return {
    id: row.id,
    state: row.state,
    reason: row.reason,
    askedBy: logins.get(row.asked_by) ?? null,
    askedAt: row.asked_at.toISOString(),
    decidedBy: (row.decided_by && logins.get(row.decided_by)) ?? null,
    decidedAt: row.decided_at?.toISOString() ?? null,
    mine: row.asked_by === officer.personId,
    preview: row.state === 'open' ? await previewOf(context, here, lost, 'officers') : null,
  };
}

const pairOf = (row: store.JoiningRow): readonly [Identity, Identity] => [
  { partKey: row.part_key, personId: row.person_id },
  { partKey: row.from_part_key, personId: row.from_id },
];

/**
 * A second officer decides. Both accounts are looked at again, as days may have gone by.
 *
 * @throws Refusal identity/sign-in-first, identity/not-yours, identity/join-own, and as `joinPeople`
 */
export async function decideJoining(
  context: Asking,
  unitId: number,
  id: string,
  approve: boolean,
): Promise<Joining> {
  const officer = await officerAt(context, unitId);
  const row = (await store.findJoining(context.db, unitId, id)) ?? refuse('not-yours');
  if (row.state !== 'open') return show(context, row, officer);
  if (row.asked_by === officer.personId) return refuse('join-own');
  const [here, lost] = pairOf(row);
  const decision = {
    state: approve ? ('approved' as const) : ('refused' as const),
    decided_by: officer.personId,
    decided_at: context.now(),
  };
  await context.db.transaction().execute(async (tx) => {
    if (!(await store.decide(tx, row, decision))) return;
    const detail = { joining: row.id, askedBy: row.asked_by };
    if (approve) await joinPeople(tx, context, here, lost, { by: 'officers', detail });
    else await audit(tx, context, { action: 'identity.refuse-joining', subject: here, unitId, detail });
  });
  forgetSessions();
  for (const one of [here, lost]) forgetProfile(one);
  return show(context, { ...row, ...decision }, officer);
}
