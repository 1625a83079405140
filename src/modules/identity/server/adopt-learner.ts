import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { DomainEvent, Identity } from '#platform/http/module.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { audit } from './audit.ts';
import { moveMentorings } from './mentors.store.ts';
import { adoptEverywhere } from './registry.ts';
import {
  endSessionsOf,
  findAdopted,
  listAdoptedSince,
  lockPerson,
  markAdopted,
  passOnAdopted,
} from './sign-in.store.ts';
import type { IdentityTables } from './tables.ts';

/**
 * Moves what this device's anonymous learner did to the account, once: her row is locked, and a second sign-in finds
 * it adopted. In the transaction of the sign-in, so either both happen or neither.
 */
export async function adoptLearner(
  tx: Tx<IdentityTables>,
  context: Context<IdentityTables>,
  from: Person,
  to: Identity,
): Promise<boolean> {
  if (!from.anonymous || from.personId === to.personId) return false;
  const row = await lockPerson(tx, from);
  if (!row || row.kind !== 'anonymous' || row.adopted_id || row.erased_at) return false;
  await moveEverything(tx, context, { partKey: from.partKey, personId: from.personId }, to);
  await audit(tx, context, { action: 'identity.adopt', subject: to, detail: { from: from.personId } });
  return true;
}

/** What every module holds of one goes to the other, who is told of it; the one that goes is locked by the caller. */
export async function moveEverything(
  tx: Tx<IdentityTables>,
  context: Pick<Context<IdentityTables>, 'master' | 'now' | 'newId'>,
  from: Identity,
  to: Identity,
): Promise<void> {
  await adoptEverywhere(tx, from, to, context.master);
  await passOnAdopted(tx, from, to);
  await moveMentorings(tx, from, to);
  await markAdopted(tx, from, to, context.now());
  await endSessionsOf(tx, from, context.now());
  await announce(tx, {
    partKey: to.partKey,
    id: context.newId(),
    name: 'identity.adopted',
    payload: { personId: to.personId, fromPartKey: from.partKey, fromId: from.personId },
    at: context.now(),
  });
}

/**
 * Moves what events told about the learner after she was adopted: what she did just before signing in may have been
 * announced and not yet delivered, such as a test that she passed. Other modules hear of the adoption after this.
 */
export async function adoptAnnounced(context: Context<IdentityTables>, event: DomainEvent): Promise<void> {
  const { fromPartKey, fromId } = event.payload as { fromPartKey: number; fromId: string };
  const from = { partKey: fromPartKey, personId: fromId };
  const row = await findAdopted(context.db, from);
  if (!row || row.adopted_part_key === null || row.adopted_id === null) return;
  const to = { partKey: row.adopted_part_key, personId: row.adopted_id };
  await context.db.transaction().execute((tx) => adoptEverywhere(tx, from, to, context.master));
}

const LATE_MS = 24 * 3_600_000;
const BATCH = 1_000;

/**
 * Moves what was still written under an adopted learner by a request on its way, or by another process that believed
 * her session for some seconds more. Adoption is safe to repeat, so what was moved is moved once.
 */
export async function adoptLateWork(context: Context<IdentityTables>): Promise<void> {
  const since = new Date(context.now().getTime() - LATE_MS);
  for (const row of await listAdoptedSince(context.db, since, BATCH)) {
    if (row.adopted_part_key === null || row.adopted_id === null || row.erased_at) continue;
    const to = { partKey: row.adopted_part_key, personId: row.adopted_id };
    await context.db
      .transaction()
      .execute((tx) => adoptEverywhere(tx, { partKey: row.part_key, personId: row.id }, to, context.master));
  }
}
