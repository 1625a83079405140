import { createHmac, randomBytes } from 'node:crypto';
import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';

const PREFIX = 'whsec_';
const sealingKey = (master: Key): Key => deriveKey(master, 'interop/receivers');

/** A secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export const makeSecret = (): string => PREFIX + randomBytes(32).toString('base64');

export const sealSecret = (master: Key, id: string, secret: string): Buffer =>
  seal(sealingKey(master), secret, id);
export const openSecret = (master: Key, id: string, sealed: Buffer): string =>
  open(sealingKey(master), sealed, id).toString('utf8');

/**
 * Headers that say who sent a body and when (Standard Webhooks 1.0, symmetric `v1`): HMAC-SHA-256 of `id.seconds.body`.
 *
 * @param id the same at each try, so that the receiver knows what it has
 */
export function signedHeaders(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: Date; readonly body: string },
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
}
