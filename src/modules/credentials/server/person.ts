import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { listCredentialsOf } from './credential.store.ts';
import { listPendingOf, movePending } from './pending.store.ts';
import { openCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';

/**
 * Moves what waits from a device's learner to her account. A learner without an account has no credentials to move:
 * they are issued to accounts only.
 */
export async function adoptCredentials(
  tx: Tx<CredentialsTables>,
  from: Identity,
  to: Identity,
): Promise<void> {
  await movePending(tx, from, to);
}

/** Everything held about a person, opened. */
export async function exportCredentials(
  context: Context<CredentialsTables>,
  person: Identity,
): Promise<Record<string, unknown>> {
  const credentials = [];
  for (const row of await listCredentialsOf(context.db, person)) {
    const { sealed: _, revoked_by: __, ...plain } = row;
    credentials.push({ ...plain, ...(await openCredential(context, row)) });
  }
  return { credentials, waiting: await listPendingOf(context.db, person) };
}
