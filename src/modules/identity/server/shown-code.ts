import { randomInt } from 'node:crypto';
import type { Tx } from '#platform/database/connect.ts';
import { deriveKey, lookup, type Key } from '#platform/crypto/seal.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { CODE_MINUTES } from '../domain/mentor-contract.ts';
import { deleteCodes, insertCode, type CodePurpose } from './codes.store.ts';
import type { IdentityTables } from './tables.ts';

/** How a code is found, however it is spaced. */
export const codeHash = (master: Key, given: string): string =>
  lookup(deriveKey(master, 'identity/mentor-codes'), given.replaceAll(/\D/g, ''));

export interface ShownCode {
  /** Eight digits, in two fours. */
  readonly code: string;
  readonly expiresAt: string;
}

/** Eight digits for a person to show, good once; her earlier ones for the same purpose open nothing from then on. */
export async function drawCode(
  { master, now }: Pick<Context, 'master' | 'now'>,
  tx: Tx<IdentityTables>,
  person: Identity,
  purpose: CodePurpose,
): Promise<ShownCode> {
  const expiresAt = new Date(now().getTime() + CODE_MINUTES * 60_000);
  await deleteCodes(tx, person, purpose);
  for (;;) {
    const code = String(randomInt(100_000_000)).padStart(8, '0');
    if (!(await insertCode(tx, { hash: codeHash(master, code), person, purpose, expiresAt }))) continue;
    return { code: `${code.slice(0, 4)} ${code.slice(4)}`, expiresAt: expiresAt.toISOString() };
  }
}
