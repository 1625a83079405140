import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';
import type { Scope } from '../../domain/scopes.ts';

/** Seconds that a token holds. */
export const TOKEN_LIFE_S = 600;

export interface AccessToken {
  readonly receiverId: string;
  /** By which it was asked for: ends with it. */
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970. */
  readonly until: number;
}

const BOUND = 'access-token';
const keyOf = (master: Key): Key => deriveKey(master, 'interop/access-tokens');

/** A token that only this installation can read or make: what it stands for, sealed (AES-256-GCM), in base64url. */
export const sealToken = (master: Key, token: AccessToken): string =>
  seal(keyOf(master), JSON.stringify(token), BOUND).toString('base64url');

/** @returns undefined for what was not sealed here */
export function openToken(master: Key, text: string): AccessToken | undefined {
  try {
    const plain = open(keyOf(master), Buffer.from(text, 'base64url'), BOUND);
    return JSON.parse(plain.toString('utf8')) as AccessToken;
  } catch {
    return undefined;
  }
}
