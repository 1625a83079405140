import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import * as v from 'valibot';
import type { Context } from '#platform/http/context.ts';
import { readCode } from '../domain/code.ts';
import type { DocumentVerdict } from '../domain/verdicts.ts';
import type { Shown } from '../domain/contract-sharing.ts';
import type { VerificationView } from '../domain/contract.ts';
import { didOf } from '../domain/did.ts';
import { isPresentation } from '../domain/presentation.ts';
import { findByCode } from './credential.store.ts';
import { judgeWithProof } from './export-document.ts';
import { publicKeys, type IssuerKey } from './keys.ts';
import { keyAddress } from './sign.ts';
import { worthOf } from './replace.ts';
import { openCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';
import { verifyPresentation } from './sharing/verify-presentation.ts';
import { showRow } from './verify-code.ts';

/** The claims that must agree with the credential around them (Open Badges 3.0 §8.2.6.1). */
const Payload = v.looseObject({
  iss: v.string(),
  jti: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f-]{36}$/)),
  sub: v.string(),
  nbf: v.pipe(v.number(), v.integer()),
  id: v.string(),
  validFrom: v.string(),
  issuer: v.looseObject({ id: v.string() }),
  credentialSubject: v.looseObject({ id: v.string(), licenseNumber: v.string() }),
});
type Payload = v.InferOutput<typeof Payload>;

interface Verified {
  readonly verdict: DocumentVerdict;
  readonly verification: VerificationView | null;
  /** Of a presentation: what its holder picked. */
  readonly shown: Shown | null;
}
const only = (verdict: DocumentVerdict): Verified => ({ verdict, verification: null, shown: null });

/**
 * Checks a presented document in the order in which each answer means something: form, issuer, key, signature, dates,
 * register. Nothing of an unsigned document is believed but the address of its key.
 */
export async function verifyDocument(
  context: Context<CredentialsTables>,
  presented: string,
): Promise<Verified> {
  const jwt = presented.trim();
  if (isPresentation(jwt)) return { ...(await verifyPresentation(context, jwt)), verification: null };
  if (jwt.startsWith('{')) {
    const { verdict, row } = await judgeWithProof(context, jwt);
    return { verdict, verification: row ? ((await showRow(context, row)) ?? null) : null, shown: null };
  }
  const opened = readUnsigned(jwt);
  if (!opened) return only('malformed');
  if (opened.payload.iss !== didOf(context.config.publicUrl)) return only('wrong-issuer');
  const keys = await publicKeys(context);
  const key = keys.find((one) => keyAddress(context.config.publicUrl, one.id) === opened.kid);
  if (!key) return only('wrong-key');
  if (!(await isSignedBy(jwt, key))) return only('tampered');
  if (key.withdrawnAt) return only('key-withdrawn');
  const verdict = judgeDates(opened.payload, key, context.now());
  if (verdict) return only(verdict);
  const code = readCode(opened.payload.credentialSubject.licenseNumber);
  const row = code ? await findByCode(context.db, code) : undefined;
  const sealed = row && (await openCredential(context, row));
  if (!row || sealed?.jwt !== jwt) return only('unknown');
  const verification = (await showRow(context, row)) ?? null;
  return { verdict: (await worthOf(context, row)).standing, verification, shown: null };
}

function readUnsigned(jwt: string): { kid: string; payload: Payload } | undefined {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jwt)) return undefined;
  try {
    const { alg, kid } = decodeProtectedHeader(jwt);
    const payload = v.parse(
      Payload,
      JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString('utf8')),
    );
    return alg === 'EdDSA' && kid ? { kid, payload } : undefined;
  } catch {
    return undefined;
  }
}

async function isSignedBy(jwt: string, key: IssuerKey): Promise<boolean> {
  try {
    await compactVerify(jwt, await importJWK(key.publicJwk, 'EdDSA'), { algorithms: ['EdDSA'] });
    return true;
  } catch {
    return false;
  }
}

function judgeDates(payload: Payload, key: IssuerKey, now: Date): DocumentVerdict | undefined {
  const from = payload.nbf * 1000;
  const agree =
    payload.id === payload.jti &&
    payload.issuer.id === payload.iss &&
    payload.credentialSubject.id === payload.sub &&
    Date.parse(payload.validFrom) === from;
  if (!agree) return 'malformed';
  // A second of grace: issue times are kept in whole seconds.
  if (from < key.validFrom.getTime() - 1000 || (key.validTo && from >= key.validTo.getTime()))
    return 'key-expired';
  return from > now.getTime() ? 'not-yet-valid' : undefined;
}
