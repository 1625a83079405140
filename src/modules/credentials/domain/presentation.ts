import { SDJwtInstance } from '@sd-jwt/core';
import { fromBase64Url, type Known, type VerifySignature } from './check-compact.ts';
import type { Presented, Shown } from './contract-sharing.ts';
import type { DocumentVerdict } from './verdicts.ts';

/*
 * A presentation: an SD-JWT (RFC 9901) without key binding, `<issuer's JWT>~<disclosure>~…~`. The issuer signs digests of
 * all that could be shown; whoever holds the file can read only what goes with it. Made anew for each share, so that two
 * have neither signature nor salts in common.
 */
type Both = Shown['subject'];

/** `typ` of the header (SD-JWT VC, draft-ietf-oauth-sd-jwt-vc). */
export const PRESENTATION_TYPE = 'dc+sd-jwt';

/** What is signed. Everything in `hidden` is shown only where the holder picked it. */
export interface PresentationClaims {
  readonly iss: string;
  readonly vct: string;
  /** `urn:uuid:` of the share. */
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly subject: Both;
  readonly issuer: Both;
  readonly ends_on?: string | undefined;
  readonly credentialStatus: { readonly statusListCredential: string; readonly statusListIndex: string };
  readonly name?: string | undefined;
  readonly initials?: string | undefined;
  readonly group?: Both | undefined;
  readonly issued_on?: string | undefined;
  readonly evidence?: Both | undefined;
  readonly place?: string | undefined;
  readonly code?: string | undefined;
  readonly results?: Readonly<Record<string, { readonly name: Both; readonly words: Both }>> | undefined;
}

/** Claims that are digests unless they are shown. */
export const HIDDEN = [
  'name',
  'initials',
  'group',
  'issued_on',
  'evidence',
  'place',
  'code',
  'results',
] as const;

/** What checking needs of the platform it runs on. */
export interface Crypto {
  readonly verify: VerifySignature;
  /** SHA-256 of text as UTF-8. */
  readonly hash: (text: string) => Promise<Uint8Array>;
}

/** The library gives what it hashes as text or as bytes of text. */
export const hasherOf =
  ({ hash }: Pick<Crypto, 'hash'>) =>
  (data: string | ArrayBuffer): Promise<Uint8Array> =>
    hash(typeof data === 'string' ? data : new TextDecoder().decode(data));

export const isPresentation = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+~[\w~-]*$/.test(text);

const none = (verdict: DocumentVerdict): Checked => ({ verdict, shown: null });
export interface Checked extends Presented {
  readonly claims?: PresentationClaims;
  /** Whether it could be told if it was taken back. */
  readonly statusKnown?: boolean;
}

/**
 * Checks a presentation with nothing but what is known: form, issuer, key, signature, each part shown, dates, revocation.
 *
 * @param issuer `did:web` of this installation
 * @param keyOf id of a key from the `kid` of the header; undefined when it is no address of ours
 * @param now seconds since 1970
 */
export async function checkPresentation(
  text: string,
  issuer: string,
  known: Known,
  keyOf: (kid: string) => string | undefined,
  now: number,
  crypto: Crypto,
): Promise<Checked> {
  const read = isPresentation(text) ? readHead(text) : undefined;
  if (!read || !text.endsWith('~')) return none('malformed');
  if (read.payload.iss !== issuer) return none('wrong-issuer');
  const key = known.keys.find((one) => one.id === keyOf(read.kid));
  if (!key) return none('wrong-key');
  const verifier = (data: string, signature: string) =>
    crypto.verify(fromBase64Url(key.x), fromBase64Url(signature), new TextEncoder().encode(data));
  const claims = await openAll(text, verifier, hasherOf(crypto));
  if (!claims) return none('tampered');
  if (key.withdrawn !== undefined) return none('key-withdrawn');
  if (claims.iat < key.from - 1 || (key.until !== undefined && claims.iat >= key.until))
    return none('key-expired');
  // Ten minutes: clocks of phones differ.
  if (claims.iat > now + 600) return none('not-yet-valid');
  if (claims.exp <= now) return none('share-over');
  const revoked = known.isRevoked(placeIn(claims));
  const isOver = claims.ends_on !== undefined && now > Date.parse(`${claims.ends_on}T23:59:59+07:00`) / 1000;
  const verdict = revoked ? 'revoked' : isOver ? 'expired' : 'valid';
  return { verdict, shown: toShown(claims), claims, statusKnown: revoked !== undefined };
}

/** Each part is base64url in its one writing: no sign can be changed without changing a byte. */
const isCanonical = (part: string): boolean => {
  try {
    const binary = String.fromCharCode(...fromBase64Url(part));
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === part;
  } catch {
    return false;
  }
};

function readHead(
  text: string,
): { readonly kid: string; readonly payload: { readonly iss?: unknown } } | undefined {
  const parts = text.split(/[.~]/).filter((part) => part !== '');
  if (!parts.every(isCanonical)) return undefined;
  try {
    const [header, payload] = parts
      .slice(0, 2)
      .map((part) => JSON.parse(new TextDecoder().decode(fromBase64Url(part))) as Record<string, unknown>);
    const isOurs = header?.['alg'] === 'EdDSA' && header['typ'] === PRESENTATION_TYPE;
    return isOurs && typeof header['kid'] === 'string' && payload
      ? { kid: header['kid'], payload }
      : undefined;
  } catch {
    return undefined;
  }
}

/** @returns undefined when the signature is wrong, or a part is not one of those that were signed, or stands twice */
async function openAll(
  text: string,
  verifier: (data: string, signature: string) => Promise<boolean>,
  hasher: ReturnType<typeof hasherOf>,
): Promise<PresentationClaims | undefined> {
  const disclosures = text.split('~').slice(1, -1);
  if (disclosures.includes('') || new Set(disclosures).size !== disclosures.length) return undefined;
  try {
    // Days are judged by the caller, in its own words.
    const library = new SDJwtInstance({ hasher, hashAlg: 'sha-256', verifier });
    const { payload } = await library.verify(text, { currentDate: 0, skewSeconds: Number.MAX_SAFE_INTEGER });
    const signed = JSON.stringify(JSON.parse(new TextDecoder().decode(fromBase64Url(text.split('.')[1]!))));
    const all = `${signed}${disclosures.map((one) => new TextDecoder().decode(fromBase64Url(one))).join('')}`;
    for (const disclosure of disclosures) {
      const digest = btoa(String.fromCharCode(...(await hasher(disclosure))));
      // RFC 9901 §7.1, step 3: a part that no digest names makes the whole worth nothing.
      if (!all.includes(`"${digest.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"`))
        return undefined;
    }
    return payload as PresentationClaims;
  } catch {
    return undefined;
  }
}

function placeIn({ credentialStatus }: PresentationClaims) {
  const list = Number(credentialStatus.statusListCredential.split('/').at(-1));
  return { list, slot: Number(credentialStatus.statusListIndex) };
}

const toShown = (claims: PresentationClaims): Shown => ({
  subject: claims.subject,
  issuer: claims.issuer,
  holder: claims.name ?? claims.initials ?? null,
  nameShown: claims.name !== undefined,
  group: claims.group ?? null,
  issuedOn: claims.issued_on ?? null,
  endsOn: claims.ends_on ?? null,
  evidence: claims.evidence ?? null,
  results: Object.values(claims.results ?? {}).filter((one) => typeof one === 'object' && 'words' in one),
  place: claims.place ?? null,
  code: claims.code ?? null,
  until: new Date(claims.exp * 1000).toISOString(),
});
