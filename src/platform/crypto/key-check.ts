import { createHmac } from 'node:crypto';
import type { Db } from '#platform/database/connect.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { findFact, writeFact } from '#platform/facts/facts.store.ts';
import { deriveKey, type Key } from './seal.ts';

export const KEY_CHECK = 'key-check';

/** A value that tells whether two master keys are the same, and nothing about them. */
export function keyCheck(master: Key): string {
  return createHmac('sha256', deriveKey(master, KEY_CHECK)).update(KEY_CHECK).digest('hex').slice(0, 32);
}

/**
 * Writes the check of a new database, and refuses a database whose personal data this key cannot read.
 *
 * @throws Obstacle one line
 */
export async function requireSameKey(db: Db, master: Key): Promise<void> {
  const kept = await findFact<string>(db, KEY_CHECK);
  if (kept === undefined) return writeFact(db, KEY_CHECK, keyCheck(master));
  if (kept !== keyCheck(master)) {
    throw new Obstacle(
      'BDHVS_MASTER_KEY is not the key of this database: its personal data could not be read. Give the key it was made with.',
    );
  }
}
