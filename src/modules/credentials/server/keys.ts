import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { JWK } from 'jose';
import { audit } from '#modules/identity/server.ts';
import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';
import type { Db } from '#platform/database/connect.ts';
import { perDatabase, Together } from '#platform/database/together.ts';
import type { Services } from '#platform/http/context.ts';
import { closeKeys, insertKey, listKeys, withdraw, type KeyRow } from './key.store.ts';
import type { CredentialsTables } from './tables.ts';

/** A key as others see it. */
export interface IssuerKey {
  readonly id: string;
  readonly publicJwk: JWK;
  readonly validFrom: Date;
  /** From this moment on it signs nothing; what it signed before stays good. */
  readonly validTo: Date | undefined;
  /** Since when nothing that it signed counts: others may have got hold of it. */
  readonly withdrawnAt: Date | undefined;
}

type KeyServices = Pick<Services, 'db' | 'master' | 'now'>;
const sealingKey = (master: Key): Key => deriveKey(master, 'credentials/issuer-keys');

/** Makes the first key of an installation; does nothing when one is there. */
export async function ensureKey(services: KeyServices): Promise<void> {
  const keys = await listKeys(services.db);
  if (!keys.some((key) => key.valid_to === null)) await makeKey(services);
}

/**
 * Ends the signing key and makes a new one. What was signed stays valid: its key stays published with the day it ended.
 *
 * @returns id of the new key
 */
export async function rotateKey(services: KeyServices & Pick<Services, 'newId'>): Promise<string> {
  return services.db.transaction().execute(async (tx) => {
    await closeKeys(tx, services.now());
    const id = await makeKey({ ...services, db: tx });
    const context = { ...services, actor: { kind: 'nobody' } } as const;
    await audit(tx, context, { action: 'credentials.rotate-key', detail: { key: id } });
    return id;
  });
}

/**
 * Takes a key back that others may have got hold of: nothing that it signed is accepted any more, whatever day it says,
 * and its private half is destroyed. Another key signs from now on when it was the signing one. Codes stay good: they
 * are looked up, not signed.
 *
 * @throws Error when there is no such key, or it was taken back before
 */
export async function withdrawKey(
  services: KeyServices & Pick<Services, 'newId'>,
  id: string,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    if (!(await withdraw(tx, id, services.now())))
      throw new Error(`there is no key ${id} that could be withdrawn; see "keys list"`);
    await ensureKey({ ...services, db: tx });
    const context = { ...services, actor: { kind: 'nobody' } } as const;
    await audit(tx, context, { action: 'credentials.withdraw-key', detail: { key: id } });
  });
}

async function makeKey({ db, master, now }: KeyServices): Promise<string> {
  const { id, publicJwk, privateJwk } = generateKey();
  await insertKey(db, {
    id,
    public_jwk: publicJwk,
    private_sealed: seal(sealingKey(master), JSON.stringify(privateJwk), id),
    valid_from: now(),
    valid_to: null,
    withdrawn_at: null,
  });
  return id;
}

/** A new Ed25519 pair, named by its thumbprint. */
export function generateKey(): {
  readonly id: string;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
} {
  const pair = generateKeyPairSync('ed25519');
  const publicJwk = pair.publicKey.export({ format: 'jwk' });
  // RFC 7638 thumbprint of an OKP key: its required members in lexical order.
  const members = JSON.stringify({ crv: publicJwk.crv, kty: publicJwk.kty, x: publicJwk.x });
  const id = createHash('sha256').update(members).digest('base64url');
  return {
    id,
    publicJwk: { ...publicJwk, alg: 'EdDSA', use: 'sig', kid: id } as JWK,
    privateJwk: pair.privateKey.export({ format: 'jwk' }) as JWK,
  };
}

const toKey = (row: KeyRow): IssuerKey => ({
  id: row.id,
  publicJwk: row.public_jwk as JWK,
  validFrom: row.valid_from,
  validTo: row.valid_to ?? undefined,
  withdrawnAt: row.withdrawn_at ?? undefined,
});

/** What a key may be used for now: `ended` keys check what they signed while they were valid. */
export const stateOf = (key: IssuerKey): 'signing' | 'ended' | 'withdrawn' =>
  key.withdrawnAt ? 'withdrawn' : key.validTo ? 'ended' : 'signing';

/** Every key that ever signed here, newest first. */
export async function publicKeys({ db }: Pick<Services, 'db'>): Promise<IssuerKey[]> {
  return (await listKeys(db)).map(toKey);
}

/** Asked anew each time, as another program may rotate it; many who ask at once share the answer. */
const signingRows = perDatabase(
  (db: Db<CredentialsTables>) =>
    new Together<null, KeyRow>(async (asked) => {
      const row = (await listKeys(db)).find((one) => one.valid_to === null && one.private_sealed);
      if (!row) throw new Error('no issuer key signs; rotate the issuer key');
      return asked.map(() => row);
    }),
);

/** The key that signs now. @throws Error when there is none, or the master key is not the one that sealed it */
export async function signingKey({ db, master }: KeyServices): Promise<{ id: string; key: KeyObject }> {
  const row = await signingRows(db as Db<CredentialsTables>).ask(null);
  return { id: row.id, key: openKey(master, row.id, row.private_sealed!) };
}

/** Both halves of the key that signs now, for libraries that keep keys in forms of their own. */
export async function signingJwk(services: KeyServices): Promise<{ id: string; jwk: JWK }> {
  const { id, key } = await signingKey(services);
  return { id, jwk: key.export({ format: 'jwk' }) as JWK };
}

/** Opened once by each running program. Which key signs is asked anew each time: another program may rotate it. */
const openedKeys = new WeakMap<Key, Map<string, KeyObject>>();

function openKey(master: Key, id: string, sealed: Buffer): KeyObject {
  const opened = openedKeys.get(master) ?? new Map<string, KeyObject>();
  openedKeys.set(master, opened);
  const known = opened.get(id);
  if (known) return known;
  const jwk = JSON.parse(open(sealingKey(master), sealed, id).toString('utf8')) as JsonWebKey;
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  opened.set(id, key);
  return key;
}
