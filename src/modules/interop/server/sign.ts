import { createHmac, randomBytes } from 'node:crypto';
import type { Receiver } from './receivers.store.ts';
import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';

const PREFIX = 'whsec_';
const sealingKey = (master: Key): Key => deriveKey(master, 'interop/receivers');

/** A secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export const makeSecret = (): string => PREFIX + randomBytes(32).toString('base64');

export const sealSecret = (master: Key, id: string, secret: string): Buffer =>
  seal(sealingKey(master), secret, id);
const openSecret = (master: Key, id: string, sealed: Buffer): string =>
  open(sealingKey(master), sealed, id).toString('utf8');

/** What its deliveries are signed with now: while a secret is changed, the one before as well. */
export function secretsOf(
  master: Key,
  receiver: Pick<Receiver, 'id' | 'secret_sealed' | 'secret_before_sealed' | 'secret_before_until'>,
  at: Date,
): readonly string[] {
  const { id, secret_sealed: now, secret_before_sealed: before, secret_before_until: until } = receiver;
  const sealed = [now, until && until > at ? before : null];
  return sealed.flatMap((one) => (one ? [openSecret(master, id, one)] : []));
}

/**
 * Headers that say who sent a body and when (Standard Webhooks 1.0, symmetric `v1`): HMAC-SHA-256 of `id.seconds.body`,
 * one for each secret.
 *
 * @param id the same at each try, so that the receiver knows what it has
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { readonly id: string; readonly at: Date; readonly body: string },
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}
