import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { CredentialView } from '../domain/contract.ts';
import { readCode } from '../domain/code.ts';
import { findByCode, findCredential } from './credential.store.ts';
import { openCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';
import { toView } from './view.ts';

/** A credential as its holder sees it, with the codes that machines need. */
export interface Confirmation extends CredentialView {
  readonly groupCode: string;
  readonly ruleSetId: string;
}

/**
 * For modules that hand a confirmation on. The caller has seen that its holder agreed, and notes the reading.
 *
 * @returns undefined when there is none, or its holder was erased
 */
export async function readConfirmation(
  context: Pick<Context<CredentialsTables>, 'db' | 'master' | 'content' | 'config' | 'now'>,
  partKey: number,
  id: string,
): Promise<Confirmation | undefined> {
  const row = await findCredential(context.db, partKey, id);
  const sealed = row && (await openCredential(context, row));
  return (
    sealed && { ...toView(context, row, sealed, true), groupCode: row.group_code, ruleSetId: row.rule_set }
  );
}

/** Whose valid confirmation has this code, as it was typed; nobody for one that is unknown or was revoked. */
export async function holderOf(
  { db }: Pick<Context<CredentialsTables>, 'db'>,
  typed: string,
): Promise<Identity | undefined> {
  const code = readCode(typed);
  const row = code === undefined ? undefined : await findByCode(db, code);
  return row && row.revoked_at === null ? { partKey: row.part_key, personId: row.person_id } : undefined;
}
