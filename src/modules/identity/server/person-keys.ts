import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '#platform/database/connect.ts';
import { deriveKey, lookup, open, seal, type Key } from '#platform/crypto/seal.ts';
import type { Identity } from '#platform/http/module.ts';
import { findWrappedKey, insertWrappedKey } from './person.store.ts';

/** Where keys come from. Inside a transaction pass `{ db: tx, master }`. */
export interface Keys {
  readonly db: Db | Tx;
  readonly master: Key;
}

/** The person was erased: her key is destroyed and nothing sealed under it can be read again. */
export class PersonKeyGone extends Error {}

const bound = ({ partKey, personId }: Identity): string => `${partKey}/${personId}`;
/** Drawn from the master key once by each running program. */
const wrappingKeys = new WeakMap<Key, Key>();
function wrappingKey(master: Key): Key {
  const key = wrappingKeys.get(master) ?? deriveKey(master, 'identity/person-keys');
  wrappingKeys.set(master, key);
  return key;
}

/** A new person's own key, and as it is kept. */
export function makePersonKey(
  master: Key,
  person: Identity,
): { readonly key: Key; readonly wrapped: Buffer } {
  const key = randomBytes(32);
  return { key, wrapped: seal(wrappingKey(master), key, bound(person)) };
}

/** Makes a new person's own key. */
export async function createPersonKey({ db, master }: Keys, person: Identity): Promise<void> {
  await insertWrappedKey(db, person, makePersonKey(master, person).wrapped);
}

/** @throws PersonKeyGone */
async function personKey({ db, master }: Keys, person: Identity): Promise<Key> {
  const wrapped = await findWrappedKey(db, person);
  if (!wrapped) throw new PersonKeyGone(`no key for ${person.personId}`);
  return open(wrappingKey(master), wrapped, bound(person));
}

/**
 * Seals a text that belongs to a person under her own key, so that destroying the key erases every copy of it.
 *
 * @param field what the text is (`credentials.subject`); it opens under the same name only
 * @throws PersonKeyGone
 */
export async function sealFor(keys: Keys, person: Identity, field: string, plain: string): Promise<Buffer> {
  return sealUnder(await personKey(keys, person), person, field, plain);
}

/** The same with the person's key at hand. */
export function sealUnder(key: Key, { personId }: Identity, field: string, plain: string): Buffer {
  return seal(key, plain, `${personId}/${field}`);
}

/** @throws PersonKeyGone, or an error when a byte was changed */
export async function openFor(keys: Keys, person: Identity, field: string, sealed: Buffer): Promise<string> {
  return open(await personKey(keys, person), sealed, `${person.personId}/${field}`).toString('utf8');
}

export type IdentifierKind = 'national-id' | 'oidc' | 'login';

/** Look-up digest of an identifier; without the master key nobody can try all twelve-digit numbers against it. */
export function hashIdentifier(master: Key, kind: IdentifierKind, value: string): string {
  return lookup(deriveKey(master, 'identity/identifiers'), `${kind}:${value}`);
}
