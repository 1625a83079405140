import { sign, webcrypto } from 'node:crypto';
import type { Context } from '#platform/http/context.ts';
import { checkCompact, fromBase64Url, type KnownKey, type VerifySignature } from '../domain/check-compact.ts';
import { showCode } from '../domain/code.ts';
import { compactAddress, fitName, writeCompact } from '../domain/compact.ts';
import type { CompactCheck, QrName } from '../domain/contract-compact.ts';
import { KID_BYTES } from '../domain/cose.ts';
import { maskName } from '../domain/names.ts';
import { findByCode, type CredentialRow } from './credential.store.ts';
import { publicKeys, signingKey, type IssuerKey } from './keys.ts';
import { kindOf, wordsOf } from './kinds.ts';
import { listKinds } from './kind.store.ts';
import { placeOfStatus } from './place.ts';
import { worthOf } from './replace.ts';
import { openCredential, type Sealed } from './sealed.ts';
import { isMarkedNow } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** Signs of a QR code of 57 × 57 modules at level M in alphanumeric mode (ISO/IEC 18004, version 10). */
export const QR_SIGNS = 311;
/** What a compact credential takes beside the name, at most. */
const BESIDE_NAME = 127;

/**
 * The address that a certificate's QR code holds, signed now with the key that signs now.
 *
 * @param shown whether it carries the name as printed, or initials
 */
export async function makeCompact(
  context: Context<CredentialsTables>,
  row: CredentialRow,
  sealed: Sealed,
  shown: QrName,
): Promise<string> {
  const { id, key } = await signingKey(context);
  const { outcome } = sealed;
  const ruleSetName = { vi: outcome.ruleSetName.vi, en: outcome.ruleSetName.en ?? outcome.ruleSetName.vi };
  const site = context.config.publicUrl;
  const name = sealed.name && (shown === 'full' ? sealed.name : maskName(sealed.name));
  const room = Math.floor(((QR_SIGNS - compactAddress(site, '').length) * 5) / 8) - BESIDE_NAME;
  const text = await writeCompact(
    {
      signedAt: seconds(context.now()),
      code: row.code,
      name: name && fitName(name, room),
      kind: await kindOf(context, row, ruleSetName),
      issuedOn: row.issued_on,
      endsOn: row.ends_on,
      evidence: outcome.evidence,
      status: await placeOfStatus(context, row),
    },
    fromBase64Url(id).subarray(0, KID_BYTES),
    async (bytes) => sign(null, bytes, key),
  );
  return compactAddress(site, text);
}

export const asKnown = (key: IssuerKey): KnownKey => ({
  id: key.id,
  x: key.publicJwk.x!,
  from: seconds(key.validFrom),
  ...(key.validTo ? { until: seconds(key.validTo) } : {}),
  ...(key.withdrawnAt ? { withdrawn: seconds(key.withdrawnAt) } : {}),
});

export const verify: VerifySignature = async (publicKey, signature, signed) => {
  const key = await webcrypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return webcrypto.subtle.verify('Ed25519', key, signature, signed);
};

/** Checks a scanned QR code against the keys, the register and the revocations of this moment. */
export async function checkScanned(context: Context<CredentialsTables>, text: string): Promise<CompactCheck> {
  const keys = (await publicKeys(context)).map(asKnown);
  const now = seconds(context.now());
  const known = { keys, isRevoked: () => false };
  const { verdict, compact } = await checkCompact(text, known, now, verify);
  const answer = { statusKnown: true, asOf: context.now().toISOString(), offline: false };
  if (!compact || (verdict !== 'valid' && verdict !== 'expired'))
    return { ...answer, verdict, credential: null, statusKnown: false };
  const row = await findByCode(context.db, compact.code);
  // Erased, or never given by us: nobody learns which.
  if (!row || !(await openCredential(context, row)))
    return { ...answer, verdict: 'unknown', credential: null };
  const isRevoked = row.revoked_at !== null || (await isMarkedNow(context.db, compact.status));
  const kind = (await listKinds(context.db)).find((one) => one.kind === compact.kind);
  return {
    ...answer,
    verdict: isRevoked ? 'revoked' : (await worthOf(context, row)).standing,
    credential: {
      code: showCode(compact.code),
      name: compact.name,
      issuedOn: compact.issuedOn,
      endsOn: compact.endsOn,
      evidence: compact.evidence,
      words: kind ? wordsOf(context, kind) : null,
    },
  };
}
