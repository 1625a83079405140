import type { Context } from '#platform/http/context.ts';
import type { CredentialView } from '../domain/contract.ts';
import { findCredential } from './credential.store.ts';
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
