import { createPrivateKey, type KeyObject } from 'node:crypto';
import { deriveKey, type Key } from './seal.ts';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * An Ed25519 key of its own for one purpose, made from the master key: it is there with every restored backup, and needs no
 * table and nobody to rotate it.
 */
export function derivedSigningKey(master: Key, purpose: string): KeyObject {
  const seed = deriveKey(master, purpose);
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}
