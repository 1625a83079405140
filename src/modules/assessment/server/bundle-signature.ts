import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { deriveKey, type Key } from '#platform/crypto/seal.ts';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The digest of a value as JSON with its keys in order: the same after a way through the database, which keeps no order.
 *
 * @returns 64 hex digits
 */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, part]) => [name, ordered(part)]),
  );
}

/** The key that signs bundles: its own, made from the master key, so that it is there with every restored backup. */
function bundleKey(master: Key): KeyObject {
  const seed = deriveKey(master, 'assessment/bundles');
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

/** Ed25519 signature over a bundle's id, which is a digest of everything in it. */
export function signBundle(master: Key, id: string): Buffer {
  return sign(null, Buffer.from(`assessment bundle ${id}`), bundleKey(master));
}

/** Whether this installation signed the bundle. */
export function isSignedBundle(master: Key, id: string, signature: Buffer): boolean {
  return verify(null, Buffer.from(`assessment bundle ${id}`), createPublicKey(bundleKey(master)), signature);
}
