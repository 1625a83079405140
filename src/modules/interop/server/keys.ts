import { createHash, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { endKeys, insertKey } from './keys.store.ts';

const PREFIX = 'bdhvs_';
const LEAST_RSA_BITS = 2_048;

/** 256 random bits need no slow hash: nobody can try them. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * Gives a receiver a secret, or the public key that it shows itself by; those before end at `until`.
 *
 * @returns the secret; null where a public key was given
 * @throws Refusal key-malformed, key-private, key-unfit (422)
 */
export async function addKey(
  tx: Tx,
  services: Pick<Services, 'now' | 'newId'>,
  receiverId: string,
  publicKey: string | null,
  until: Date = services.now(),
): Promise<string | null> {
  const jwk = publicKey === null ? null : readPublicKey(publicKey);
  const secret = jwk ? null : PREFIX + randomBytes(32).toString('base64url');
  await endKeys(tx, receiverId, until);
  await insertKey(tx, {
    receiver_id: receiverId,
    id: services.newId(),
    kind: jwk ? 'jwk' : 'secret',
    secret_hash: secret && hashSecret(secret),
    public_jwk: jwk,
    made_at: services.now(),
    ends_at: null,
    used_at: null,
  });
  return secret;
}

/** The algorithm that a key signs assertions with; undefined for a key that does not do. */
export function algorithmOf({ kty, crv, alg }: JWK): 'EdDSA' | 'ES256' | 'PS256' | 'RS256' | undefined {
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'RSA') return alg === 'RS256' ? 'RS256' : 'PS256';
  return undefined;
}

function readPublicKey(text: string): JWK {
  let jwk: JWK;
  try {
    jwk = JSON.parse(text) as JWK;
  } catch {
    return refuse('key-malformed');
  }
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return refuse('key-malformed');
  if ('d' in jwk || 'k' in jwk) return refuse('key-private');
  const alg = algorithmOf(jwk);
  if (!alg) return refuse('key-unfit');
  const key = importKey(jwk);
  if (!key) return refuse('key-malformed');
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < LEAST_RSA_BITS) return refuse('key-unfit');
  // What else the file says is left aside.
  const { kid } = jwk;
  return { ...(key.export({ format: 'jwk' }) as JWK), alg, ...(typeof kid === 'string' ? { kid } : {}) };
}

function importKey(jwk: JWK): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as never, format: 'jwk' });
  } catch {
    return undefined;
  }
}
