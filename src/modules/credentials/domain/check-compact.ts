import { readCompact, type Compact } from './compact.ts';
import { bytesToSign, KID_BYTES, same } from './cose.ts';
import type { DocumentVerdict } from './verdicts.ts';
import type { StatusPlace } from './status.ts';

/** A key as a verifier needs it; times in seconds since 1970. */
export interface KnownKey {
  /** RFC 7638 thumbprint, base64url. */
  readonly id: string;
  /** The 32 bytes of the public key, base64url. */
  readonly x: string;
  readonly from: number;
  readonly until?: number | undefined;
  readonly withdrawn?: number | undefined;
}

/** What a verifier knows, and as of when. */
export interface Known {
  readonly keys: readonly KnownKey[];
  /** undefined: the list, or its place, is not among what is known. */
  readonly isRevoked: (place: StatusPlace) => boolean | undefined;
}

export type VerifySignature = (
  publicKey: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

export interface CheckedCompact {
  readonly verdict: DocumentVerdict;
  /** Null unless the signature is right. */
  readonly compact: Compact | null;
  /** Whether it could be told if it was taken back. */
  readonly statusKnown: boolean;
}

const bare = (verdict: DocumentVerdict): CheckedCompact => ({ verdict, compact: null, statusKnown: false });

/**
 * Checks what a QR code holds, with nothing but what is known: form, key, signature, dates, revocation, in this order.
 * The same on the server and, without a network, on a phone.
 *
 * @param now seconds since 1970
 */
export async function checkCompact(
  text: string,
  known: Known,
  now: number,
  verify: VerifySignature,
): Promise<CheckedCompact> {
  const read = readCompact(text);
  if (!read) return bare('malformed');
  const { signed, compact } = read;
  const key = known.keys.find((one) => same(fromBase64Url(one.id).subarray(0, KID_BYTES), signed.kid));
  if (!key) return bare('wrong-key');
  const bytes = bytesToSign(signed.protectedHeader, signed.payload);
  if (!(await verify(fromBase64Url(key.x), new Uint8Array(signed.signature), bytes))) return bare('tampered');
  if (key.withdrawn !== undefined) return bare('key-withdrawn');
  // A second of grace: times are kept in whole seconds.
  if (compact.signedAt < key.from - 1 || (key.until !== undefined && compact.signedAt >= key.until))
    return bare('key-expired');
  // Ten minutes: clocks of phones differ.
  if (compact.signedAt > now + 600) return bare('not-yet-valid');
  const revoked = known.isRevoked(compact.status);
  // The last good day ends at midnight in Vietnam.
  const isOver = compact.endsOn !== null && now > Date.parse(`${compact.endsOn}T23:59:59+07:00`) / 1000;
  const verdict = revoked ? 'revoked' : isOver ? 'expired' : 'valid';
  return { verdict, compact, statusKnown: revoked !== undefined };
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}
