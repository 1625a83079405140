import { createHash, generateKeyPairSync } from 'node:crypto';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import * as v from 'valibot';
import { audit } from '#modules/identity/server.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';
import { Obstacle } from '#platform/database/explain.ts';
import type { Services } from '#platform/http/context.ts';
import {
  findSigningKey,
  findTrustedKey,
  isOwnKey,
  replaceSigningKey,
  replaceTrustedKey,
} from './federation.store.ts';

type Making = Pick<Services, 'db' | 'master' | 'now' | 'newId'>;
const sealingKey = (master: Key): Key => deriveKey(master, 'movement/federation-keys');

/** RFC 8037: an Ed25519 public key is 32 bytes, 43 letters of base64url. Whatever else the file says is left aside. */
const PublicKey = v.looseObject({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  x: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  kid: v.optional(v.string()),
});

/** RFC 7638 thumbprint: the required members in lexical order. */
const thumbprint = ({ crv, kty, x }: JWK): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

const publicForm = (x: string, id: string): JWK => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x,
  alg: 'EdDSA',
  use: 'sig',
  kid: id,
});

/**
 * The public half of the key that signs bundles here, made when there is none.
 *
 * @param options.renew ends the key before; above, the new one must be registered before a bundle is accepted again
 */
export async function federationKey(
  services: Making,
  options: { readonly renew?: boolean } = {},
): Promise<JWK> {
  const known = await findSigningKey(services.db);
  if (known && !options.renew) return publicForm((known.public_jwk as JWK).x!, known.id);
  const pair = generateKeyPairSync('ed25519');
  const made = pair.publicKey.export({ format: 'jwk' }) as JWK;
  const id = thumbprint(made);
  const jwk = publicForm(made.x!, id);
  const secret = JSON.stringify(pair.privateKey.export({ format: 'jwk' }));
  await services.db.transaction().execute(async (tx) => {
    await replaceSigningKey(tx, {
      id,
      public_jwk: jwk,
      private_sealed: seal(sealingKey(services.master), secret, id),
      made_at: services.now(),
      ended_at: null,
    });
    const context = { ...services, actor: { kind: 'nobody' } } as const;
    await audit(tx, context, { action: 'movement.make-federation-key', detail: { key: id } });
  });
  return jwk;
}

/** @throws Obstacle when no key was made; Error when the master key is not the one that sealed it */
export async function openSigningKey(
  services: Pick<Services, 'db' | 'master'>,
): Promise<{ readonly id: string; readonly key: CryptoKey }> {
  const row = await findSigningKey(services.db);
  if (!row) throw new Obstacle('There is no federation key yet: make it with "federation key"');
  const jwk = JSON.parse(
    open(sealingKey(services.master), row.private_sealed, row.id).toString('utf8'),
  ) as JWK;
  return { id: row.id, key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
}

/**
 * Lets a key speak for a unit and all below it. The key that spoke for it before ends: what it sent stays.
 *
 * @param text the JWK as "federation key" prints it
 * @returns id of the key
 * @throws Obstacle when it is no public Ed25519 key, this installation's own, or speaks for another unit
 */
export async function trustKey(services: Making, unit: Unit, text: string): Promise<string> {
  const jwk = readPublicKey(text);
  const id = jwk.kid!;
  if (await isOwnKey(services.db, id))
    throw new Obstacle('This is the key of this installation itself: it cannot receive from itself');
  const known = await findTrustedKey(services.db, id);
  if (known && known.unit_id !== unit.id)
    throw new Obstacle(`Key ${id} speaks for another unit already: each unit needs a key of its own`);
  await services.db.transaction().execute(async (tx) => {
    const row = { id, unit_id: unit.id, public_jwk: jwk, trusted_at: services.now(), ended_at: null };
    await replaceTrustedKey(tx, row);
    const context = { ...services, actor: { kind: 'nobody' } } as const;
    await audit(tx, context, { action: 'movement.trust-key', unitId: unit.id, detail: { key: id } });
  });
  return id;
}

function readPublicKey(text: string): JWK {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Obstacle('The file is no JWK: it is not JSON');
  }
  const { success, output } = v.safeParse(PublicKey, json);
  if (!success) throw new Obstacle('The file is no public Ed25519 key (JWK with kty OKP, crv Ed25519 and x)');
  if ('d' in output)
    throw new Obstacle(
      'The file holds a private key: it must never leave its installation. Make a new one there',
    );
  const id = thumbprint({ kty: output.kty, crv: output.crv, x: output.x });
  if (output.kid !== undefined && output.kid !== id)
    throw new Obstacle(`The key's kid is ${output.kid}, its thumbprint ${id}: the file was changed`);
  return publicForm(output.x, id);
}
