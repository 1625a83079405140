import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { FIRST, NOBODY } from '#platform/http/who.ts';
import type { Household } from '../domain/household-contract.ts';
import type { PictureName } from '../domain/pictures.ts';
import { audit } from './audit.ts';
import { deviceOf, makeDevice, setWho, whoUses } from './device.ts';
import {
  insertDevice,
  insertProfile,
  listProfiles,
  lockDevice,
  setFounder,
  type ProfileRow,
} from './household.store.ts';
import { describe, refuseFull } from './household.ts';
import { newLearner } from './learner.ts';
import { forgetSessions } from './session.ts';
import { writeProfile } from './people.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

interface Added {
  readonly id: string;
  readonly name: string;
  readonly picture: PictureName;
  /** What was learned here without a name is hers. */
  readonly mine: boolean;
}

/**
 * Adds a person to this phone and chooses her, unless somebody is signed in. With the first one the phone gets its
 * secret, and who learned here before becomes one of its people: the one who is added, or one without a name.
 *
 * @throws Refusal identity/household-full
 */
export async function addProfile(context: Asking, added: Added): Promise<Household> {
  const { actor } = context;
  const { device, rows } = await context.db.transaction().execute(async (tx) => {
    const phone = await openPhone(tx, context);
    const before = await listProfiles(tx, phone.device);
    if (!before.some((row) => row.id === added.id)) await insertNew(tx, context, phone.device, before, added);
    return { device: phone.device, rows: await listProfiles(tx, phone.device) };
  });
  forgetSessions();
  const signedIn = actor.kind === 'person' && !actor.anonymous;
  const was = whoUses(context.request);
  const who = !signedIn ? added.id : was === FIRST ? NOBODY : was;
  if (device) setWho(context, who);
  return describe(context, rows, who, false);
}

/** Locks the phone, or makes it one that several people share. */
export async function openPhone(tx: Tx<IdentityTables>, context: Asking): Promise<{ device: string }> {
  const known = deviceOf(context.request);
  if (known && (await lockDevice(tx, known))) return { device: known };
  const device = makeDevice(context);
  await insertDevice(tx, device, context.now());
  return { device };
}

async function insertNew(
  tx: Tx<IdentityTables>,
  context: Asking,
  device: string,
  rows: readonly ProfileRow[],
  { id, name, picture, mine }: Added,
): Promise<void> {
  refuseFull(rows);
  const first = await takeIn(tx, context, device, rows, mine ? id : undefined);
  const person = mine && first ? first : await newLearner(tx, context);
  if (person !== first) await insertProfile(tx, { deviceHash: device, id, person, at: context.now() });
  await writeProfile({ ...context, db: tx }, person, { name, birthDate: null, picture });
  await audit(tx, context, { action: 'identity.add-profile', subject: person });
}

/**
 * Who learned on this phone before it had several people becomes one of them.
 *
 * @param id of her profile; a new one without a name unless told
 * @returns her, or undefined where there was nobody
 */
export async function takeIn(
  tx: Tx<IdentityTables>,
  context: Asking,
  device: string,
  rows: readonly ProfileRow[],
  id?: string,
): Promise<Identity | undefined> {
  const { actor } = context;
  if (actor.kind !== 'person' || !actor.anonymous) return undefined;
  if (rows.some((row) => row.person_id === actor.personId)) return undefined;
  const person: Pick<Person, 'partKey' | 'personId'> = { partKey: actor.partKey, personId: actor.personId };
  const profile = id ?? context.newId();
  await insertProfile(tx, { deviceHash: device, id: profile, person, at: context.now() });
  await setFounder(tx, device, profile);
  return person;
}
