import { hasConsent, readProfile } from '#modules/identity/server.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import { hasRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { readCode, showCode } from '../domain/code.ts';
import type { VerificationView } from '../domain/contract.ts';
import { findByCode, type CredentialRow } from './credential.store.ts';
import { SHOW_NAME } from './agreement.ts';
import { worthOf } from './replace.ts';
import { openCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';
import { toView } from './view.ts';

/** Who may take a credential back, over the holder's home. */
export const REVOKERS = ['assessment-officer', 'administrator'] as const;

/**
 * What a code leads to. A code that was never given, one that is misspelt and one whose holder was erased are all
 * `unknown`: nobody learns that somebody was here.
 */
export async function readVerification(
  context: Context<CredentialsTables>,
  typed: string,
): Promise<VerificationView> {
  const code = readCode(typed);
  const row = code && (await findByCode(context.db, code));
  const shown = row && (await showRow(context, row));
  return shown || { status: 'unknown', code: typed, credential: null, mayRevoke: false };
}

/** @returns undefined when the holder was erased */
export async function showRow(
  context: Context<CredentialsTables>,
  row: CredentialRow,
): Promise<VerificationView | undefined> {
  const sealed = await openCredential(context, row);
  if (!sealed) return undefined;
  const holder = { partKey: row.part_key, personId: row.person_id };
  const nameShown = await hasConsent(context.db, holder, SHOW_NAME);
  const { standing, newest } = await worthOf(context, row);
  const view = toView(context, row, sealed, nameShown, { standing, newest });
  return {
    status: standing,
    code: view.code,
    credential: {
      holder: nameShown ? view.name : view.masked,
      nameShown: nameShown && view.name !== null,
      subject: view.subject,
      group: view.group,
      ruleSet: view.ruleSet,
      issuer: view.issuer,
      issuedOn: view.issuedOn,
      endsOn: view.endsOn,
      replacedBy: newest ? { code: showCode(newest.code), on: newest.issued_on } : null,
      evidence: view.evidence,
      notVerified: view.notVerified,
      revokedOn: view.revokedOn,
      revokedReason: view.revokedReason,
    },
    mayRevoke: !row.revoked_at && (await mayRevoke(context, row)),
  };
}

/** Over the holder's home; over the nation when no home is known. */
export async function mayRevoke(
  context: Context<CredentialsTables>,
  row: Pick<CredentialRow, 'part_key' | 'person_id'>,
): Promise<boolean> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.grants.length === 0) return false;
  const holder = { partKey: row.part_key, personId: row.person_id };
  const { homeUnitId } = await readProfile(context, holder);
  return hasRole(context, REVOKERS, homeUnitId ?? NATION_ID);
}
