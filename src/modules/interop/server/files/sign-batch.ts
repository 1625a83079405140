import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, type JWK } from 'jose';
import { deriveKey, type Key } from '#platform/crypto/seal.ts';

/** `typ` of the signature: one made for anything else is none of a batch. */
export const BATCH_TYPE = 'bdhvs-batch+jws';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410 §7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Drawn from the master key: for batches alone, the same wherever the installation is restored. */
const keyOf = (master: Key): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([PKCS8, deriveKey(master, 'interop/batches')]),
    format: 'der',
    type: 'pkcs8',
  });

/** The public key by which receivers check batches of this installation. */
export async function batchKey(master: Key): Promise<JWK & { readonly kid: string }> {
  const { kty, crv, x } = createPublicKey(keyOf(master)).export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint({ kty: kty!, crv: crv!, x: x! });
  return { kty: kty!, crv: crv!, x: x!, alg: 'EdDSA', use: 'sig', kid };
}

/** @returns a compact JWS (RFC 7515) with EdDSA over the text as it is */
export async function signBatch(master: Key, text: string): Promise<string> {
  const { kid } = await batchKey(master);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: BATCH_TYPE })
    .sign(keyOf(master));
}
