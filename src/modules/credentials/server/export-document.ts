import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#platform/http/context.ts';
import * as v from 'valibot';
import { readCode } from '../domain/code.ts';
import { didOf } from '../domain/did.ts';
import { CONTEXTS, EXTENSIONS_CONTEXT } from '../domain/open-badge.ts';
import { statusEntry } from '../domain/status.ts';
import type { DocumentVerdict } from '../domain/verdicts.ts';
import { findByCode, type CredentialRow } from './credential.store.ts';
import type { Document } from './data-integrity.ts';
import { publicKeys } from './keys.ts';
import { multikeyAddress } from './multikey.ts';
import { placeOfStatus } from './place.ts';
import { worthOf } from './replace.ts';
import { openCredential, type Sealed } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';

/** Loaded when the first is asked for: a server that exports none does without. */
const proofs = () => import('./data-integrity.ts');

/** The credential inside its JWT, as it stands on its own; one of before status lists names its place there too. */
async function badgeOf(
  context: Context<CredentialsTables>,
  row: CredentialRow,
  sealed: Sealed,
): Promise<Document> {
  const payload = JSON.parse(
    Buffer.from(sealed.jwt.split('.')[1]!, 'base64url').toString('utf8'),
  ) as Document;
  const { iss: _, jti: __, sub: ___, nbf: ____, ...badge } = payload;
  const place = await placeOfStatus(context, row);
  return {
    ...badge,
    '@context': [...CONTEXTS, EXTENSIONS_CONTEXT],
    credentialStatus: statusEntry(context.config.publicUrl, place),
  };
}

/** The credential with a Data Integrity proof, signed now. */
export async function exportWithProof(
  context: Context<CredentialsTables>,
  row: CredentialRow,
  sealed: Sealed,
): Promise<Document> {
  const { signDocument } = await proofs();
  return signDocument(context, await badgeOf(context, row, sealed));
}

const Presented = v.looseObject({
  issuer: v.looseObject({ id: v.string() }),
  credentialSubject: v.looseObject({ licenseNumber: v.string() }),
  proof: v.looseObject({
    type: v.literal('DataIntegrityProof'),
    cryptosuite: v.literal('eddsa-rdfc-2022'),
    verificationMethod: v.string(),
    created: v.string(),
  }),
});

interface Judged {
  readonly verdict: DocumentVerdict;
  readonly row?: CredentialRow;
}

/**
 * Checks a presented credential with a Data Integrity proof. Its content is held against the register first: what is not
 * ours word by word is never brought into canonical form, which a hostile document could make take for ever.
 */
export async function judgeWithProof(
  context: Context<CredentialsTables>,
  presented: string,
): Promise<Judged> {
  const document = readJson(presented);
  const parsed = v.safeParse(Presented, document);
  if (!document || !parsed.success) return { verdict: 'malformed' };
  const { issuer, credentialSubject, proof } = parsed.output;
  const site = context.config.publicUrl;
  if (issuer.id !== didOf(site)) return { verdict: 'wrong-issuer' };
  const keys = await publicKeys(context);
  const key = keys.find((one) => multikeyAddress(site, one.id) === proof.verificationMethod);
  if (!key) return { verdict: 'wrong-key' };
  const code = readCode(credentialSubject.licenseNumber);
  const row = code ? await findByCode(context.db, code) : undefined;
  const sealed = row && (await openCredential(context, row));
  if (!row || !sealed) return { verdict: 'unknown' };
  const { proof: _, ...content } = document;
  if (!isDeepStrictEqual(content, await badgeOf(context, row, sealed))) return { verdict: 'tampered' };
  const { isProvenBy } = await proofs();
  if (!(await isProvenBy(site, document, key, context.now()))) return { verdict: 'tampered' };
  if (key.withdrawnAt) return { verdict: 'key-withdrawn' };
  const created = Date.parse(proof.created);
  // A second of grace: times are kept in whole seconds.
  if (!(created >= key.validFrom.getTime() - 1000) || (key.validTo && created >= key.validTo.getTime()))
    return { verdict: 'key-expired' };
  if (created > context.now().getTime() + 600_000) return { verdict: 'not-yet-valid' };
  return { verdict: (await worthOf(context, row)).standing, row };
}

function readJson(text: string): Document | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Document)
      : undefined;
  } catch {
    return undefined;
  }
}
