import { audit } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { tidy } from '#platform/text/fold.ts';
import { readCode } from '../domain/code.ts';
import type { RevocationReason, VerificationView } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { findByCode, markRevoked } from './credential.store.ts';
import { markSlot } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';
import { mayRevoke, readVerification } from './verify-code.ts';

/**
 * Takes a credential back. It stays in the register, and says since when and why.
 *
 * @throws Refusal sign-in-first (401); not-found (404) when the code leads nowhere or the actor has no such right there;
 *   already-revoked (409)
 */
export async function revokeCredential(
  context: Context<CredentialsTables>,
  typed: string,
  { reason, note }: { reason: RevocationReason; note: string },
): Promise<VerificationView> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return refuse('sign-in-first');
  const code = readCode(typed);
  if (!code) return refuse('code-malformed');
  const row = await findByCode(context.db, code);
  if (!row || !(await mayRevoke(context, row))) return refuse('not-found');
  const at = context.now();
  await context.db.transaction().execute(async (tx) => {
    const kept = { at, reason, note: tidy(note) || null, by: actor.personId };
    if (!(await markRevoked(tx, row, kept))) refuse('already-revoked');
    if (row.status_list !== null && row.status_slot !== null)
      await markSlot(tx, { list: row.status_list, slot: row.status_slot });
    const subject = { partKey: row.part_key, personId: row.person_id };
    await audit(tx, context, {
      action: 'credentials.revoke',
      subject,
      detail: { credentialId: row.id, reason },
    });
    await announce(tx, {
      partKey: row.part_key,
      id: context.newId(),
      name: 'credentials.revoked',
      payload: { personId: row.person_id, credentialId: row.id },
      at,
    });
  });
  return readVerification(context, typed);
}
