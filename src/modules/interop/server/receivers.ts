import { audit } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Actor, Services } from '#platform/http/context.ts';
import type { Tx } from '#platform/database/connect.ts';
import { tidy } from '#platform/text/fold.ts';
import { refuse } from '../domain/refusals.ts';
import type { Field, Scope, Way } from '../domain/scopes.ts';
import { addressFault } from './address.ts';
import { addKey } from './keys.ts';
import {
  findReceiver,
  insertReceiver,
  markRemoved,
  updateReceiver,
  type Receiver,
} from './receivers.store.ts';
import { reachOf } from './send.ts';
import { makeSecret, sealSecret } from './sign.ts';
import type { InteropTables } from './tables.ts';

/** A request by an administrator, or the operator's command line: then nobody is signed in. */
export type Making = Services<InteropTables> & { readonly actor: Actor };

const DAY_MS = 86_400_000;

export interface NewReceiver {
  /** Made by the caller: the same one again registers nothing more. */
  readonly id: string;
  readonly unitId: number;
  readonly name: string;
  readonly way: Way;
  readonly address: string | null;
  readonly fields: readonly Field[];
  readonly scopes: readonly Scope[];
  /** It is over on that day; null while nobody ends it. */
  readonly endsAt: Date | null;
  /** Whether it is told of confirmations from before as well. */
  readonly past: boolean;
  /** A public key (JWK) in place of a secret; for those that ask. */
  readonly publicKey: string | null;
}

/**
 * Registers a system outside that gets confirmations of a unit's people.
 *
 * @returns the secret that deliveries are signed with, or that it asks for tokens with; nobody is told it again. null
 *   where it has none
 * @throws Refusal no-unit (404), receiver-known (409), address-… (422), scopes-missing (422), end-past (422), key-… (422)
 */
export async function addReceiver(
  services: Making,
  given: NewReceiver,
): Promise<{ readonly id: string; readonly secret: string | null }> {
  const { id, unitId, way, endsAt } = given;
  const now = services.now();
  if (!(await treeOf(services.db)).find(unitId)) refuse('no-unit', { unit: unitId });
  if (await findReceiver(services.db, id)) refuse('receiver-known');
  if (way === 'webhook') checkAddress(services, given.address);
  if (way === 'pull' && given.scopes.length === 0) refuse('scopes-missing');
  if (endsAt && endsAt <= now) refuse('end-past');
  const row: Receiver = {
    id,
    unit_id: unitId,
    name: tidy(given.name),
    way,
    address: way === 'webhook' ? given.address : null,
    secret_sealed: null,
    secret_before_sealed: null,
    secret_before_until: null,
    fields: [...new Set(given.fields)],
    scopes: way === 'pull' ? [...new Set(given.scopes)] : [],
    last_position: 0,
    past: given.past ? 'wanted' : 'none',
    past_day: null,
    past_id: null,
    created_at: now,
    ends_at: endsAt,
    removed_at: null,
  };
  return services.db.transaction().execute(async (tx) => {
    let secret: string | null = null;
    if (way === 'webhook') {
      secret = makeSecret();
      await insertReceiver(tx, { ...row, secret_sealed: sealSecret(services.master, id, secret) });
    } else await insertReceiver(tx, row);
    if (way === 'pull') secret = await addKey(tx, services, id, given.publicKey);
    const host = row.address === null ? {} : { host: new URL(row.address).host };
    const detail = { receiver: id, way, ...host, fields: row.fields, scopes: row.scopes };
    await audit(tx, services, { action: 'interop.add-receiver', unitId, detail });
    return { id, secret };
  });
}

function checkAddress(services: Making, address: string | null): void {
  const fault = addressFault(address ?? '', reachOf(services));
  if (fault) refuse(fault);
}

/** One that is told of new things. @throws Refusal receiver-not-found (404) */
export async function getReceiver({ db }: Pick<Making, 'db'>, id: string): Promise<Receiver> {
  const receiver = await findReceiver(db, id);
  return receiver && !receiver.removed_at ? receiver : refuse('receiver-not-found');
}

/**
 * Gives a receiver a new secret or key; the one before holds until `overlapDays` have passed, so that nothing is missed
 * while the receiver takes the new one over.
 *
 * @returns the secret, null where a public key was given
 * @throws Refusal receiver-not-found (404), no-secret (409) where files are handed over, key-… (422)
 */
export async function rotateSecret(
  services: Making,
  id: string,
  { overlapDays, publicKey = null }: { readonly overlapDays: number; readonly publicKey?: string | null },
): Promise<string | null> {
  const receiver = await getReceiver(services, id);
  if (receiver.way === 'file') return refuse('no-secret');
  const until = new Date(services.now().getTime() + overlapDays * DAY_MS);
  return services.db.transaction().execute(async (tx) => {
    const secret =
      receiver.way === 'pull'
        ? await addKey(tx, services, id, publicKey, until)
        : await replaceSigningSecret(tx, services, receiver, until);
    const detail = { receiver: id, overlapDays };
    await audit(tx, services, { action: 'interop.rotate-secret', unitId: receiver.unit_id, detail });
    return secret;
  });
}

async function replaceSigningSecret(
  tx: Tx,
  services: Making,
  receiver: Receiver,
  until: Date,
): Promise<string> {
  const secret = makeSecret();
  await updateReceiver(tx, receiver.id, {
    secret_sealed: sealSecret(services.master, receiver.id, secret),
    secret_before_sealed: receiver.secret_sealed,
    secret_before_until: until,
  });
  return secret;
}

/** It is told and may read nothing more, also not what waits. @throws Refusal receiver-not-found (404) */
export async function removeReceiver(services: Making, id: string): Promise<void> {
  const { unit_id: unitId } = await getReceiver(services, id);
  await services.db.transaction().execute(async (tx) => {
    if (!(await markRemoved(tx, id, services.now()))) return refuse('receiver-not-found');
    await audit(tx, services, { action: 'interop.remove-receiver', unitId, detail: { receiver: id } });
  });
}
