import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import { derivedSigningKey } from '#platform/crypto/derived-signing.ts';
import type { Key } from '#platform/crypto/seal.ts';

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
const bundleKey = (master: Key) => derivedSigningKey(master, 'assessment/bundles');

/** Ed25519 signature over a bundle's id, which is a digest of everything in it. */
export function signBundle(master: Key, id: string): Buffer {
  return sign(null, Buffer.from(`assessment bundle ${id}`), bundleKey(master));
}

/** Whether this installation signed the bundle. */
export function isSignedBundle(master: Key, id: string, signature: Buffer): boolean {
  return verify(null, Buffer.from(`assessment bundle ${id}`), createPublicKey(bundleKey(master)), signature);
}
