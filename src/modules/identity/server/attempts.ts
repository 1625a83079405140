import type { Context } from '#platform/http/context.ts';
import { deriveKey, lookup } from '#platform/crypto/seal.ts';
import { clearAttempts, countAttempt } from './attempts.store.ts';
import { refuse } from '../domain/refusals.ts';

type Asking = Pick<Context, 'db' | 'master' | 'now'>;

/** Tries before a pause, for one account and for one address (an office shares its address). */
const FREE = { account: 5, address: 30 } as const;

const keyOf = ({ master }: Asking, kind: keyof typeof FREE, value: string) =>
  lookup(deriveKey(master, 'identity/attempts'), `${kind}:${value}`);

/**
 * Counts a try before it is judged, so that a hundred tries at once are a hundred tries. After the free ones comes a
 * pause that doubles from 30 seconds to 15 minutes. Unknown names are counted like known ones.
 *
 * @param pause the refusal that says so
 * @throws Refusal identity/wait-before-trying, identity/card-wait
 */
export async function countTry(
  asking: Asking,
  kind: keyof typeof FREE,
  value: string,
  pause: 'wait-before-trying' | 'card-wait' = 'wait-before-trying',
): Promise<void> {
  if (value === '') return;
  if (!(await countAttempt(asking.db, keyOf(asking, kind, value), asking.now(), FREE[kind]))) {
    refuse(pause);
  }
}

/** After a success the account's tries are forgotten; those of the address stay, or one account would hide many. */
export async function forgetTries(asking: Asking, value: string): Promise<void> {
  await clearAttempts(asking.db, keyOf(asking, 'account', value));
}
