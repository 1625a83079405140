import type { Key } from '#platform/crypto/seal.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { readCode } from '../domain/code.ts';
import { findByCode, listCredentialsOf, moveCredential } from './credential.store.ts';
import { deleteEverythingOf, listPendingOf, movePending } from './pending.store.ts';
import { emptyPiecesWith } from './prints/print.store.ts';
import { deleteShares, listSharesOf, moveShares } from './sharing/share.store.ts';
import { openCredential, sealCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';

/**
 * Moves what waits and what was given, with its codes, to the account that stays. What is signed stays byte by byte, and
 * every code on paper leads to it as before; only the seal is the other person's. Safe to repeat.
 */
export async function adoptCredentials(
  tx: Tx<CredentialsTables>,
  from: Identity,
  to: Identity,
  master: Key,
): Promise<void> {
  await movePending(tx, from, to);
  const keys = { db: tx, master };
  for (const row of await listCredentialsOf(tx, from)) {
    const content = await openCredential(keys, row);
    if (content) await moveCredential(tx, row, to, await sealCredential(keys, to, row.id, content));
  }
  await moveShares(tx, from, to);
}

/** Whose certificate has this code. */
export async function holderOf(
  { db }: Pick<Context<CredentialsTables>, 'db'>,
  told: string,
): Promise<Identity | undefined> {
  const code = readCode(told);
  const row = code && (await findByCode(db, code));
  return row ? { partKey: row.part_key, personId: row.person_id } : undefined;
}

/** Her codes and links lead to nothing afterwards. */
export async function eraseCredentials(tx: Tx<CredentialsTables>, person: Identity): Promise<void> {
  const hers = await listCredentialsOf(tx, person);
  await emptyPiecesWith(
    tx,
    hers.map(({ id }) => id),
  );
  await deleteShares(tx, person);
  await deleteEverythingOf(tx, person);
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
  return {
    credentials,
    shares: await listSharesOf(context.db, person),
    waiting: await listPendingOf(context.db, person),
  };
}
