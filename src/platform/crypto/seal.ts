import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 32 bytes. */
export type Key = Buffer;

/** A key for one purpose, drawn from the master key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(master: Key, purpose: string): Key {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), purpose, 32));
}

/**
 * AES-256-GCM: version byte 1 · nonce 12 · tag 16 · ciphertext.
 *
 * @param bound what the text belongs to (a row's id); opening under another binding fails
 */
export function seal(key: Key, plain: string | Buffer, bound: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]);
}

/** @throws when the key, the binding or a byte is wrong */
export function open(key: Key, sealed: Buffer, bound: string): Buffer {
  if (sealed[0] !== 1 || sealed.length < 29) throw new Error('unknown seal');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}

/** Look-up key of a secret value: HMAC-SHA-256, hex. Equal values meet, and nobody without the key can guess. */
export function lookup(key: Key, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex');
}
