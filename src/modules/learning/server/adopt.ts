import type { Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import { foldAgain, moveEvents } from './progress.store.ts';
import type { LearningTables } from './tables.ts';

/**
 * Moves what a device's learner did to the account she signed in to. Events keep their ids, so doing it twice, or from
 * two devices that share events, counts each once.
 */
export async function adoptLearning(tx: Tx<LearningTables>, from: Identity, to: Identity): Promise<void> {
  await moveEvents(tx, from, to);
  await foldAgain(tx, to);
}
