import { fromBase64Url, type VerifySignature } from './check-compact.ts';
import type { SignedPack, VerifyPack } from './contract-compact.ts';

/** Why a pack is not used. `other-key`: right in itself, and signed by another key than the one this device has known. */
export const packFaults = ['tampered', 'other-key', 'expired', 'older'] as const;
export type PackFault = (typeof packFaults)[number];

export interface OpenedPack {
  readonly pack: VerifyPack;
  /** The public key that signed it, base64url. */
  readonly key: string;
}

/** The type in the protected header: no other document of ours can be passed off as a pack. */
export const PACK_TYPE = 'bdhvs-pack+json';

/** What this device has known of packs before. */
export interface KnownPack {
  readonly key: string;
  /** When the one that it holds was made, ISO 8601. */
  readonly asOf?: string | undefined;
}

/**
 * Opens a pack (flattened JWS, RFC 7515 §7.2.2, EdDSA) after looking at its signature, its days and the key that this
 * device knows; nothing of it is believed before.
 *
 * @param known undefined the first time: the key is then taken on trust, as the page itself is
 * @param now seconds since 1970
 */
export async function openPack(
  signed: unknown,
  known: KnownPack | undefined,
  now: number,
  verify: VerifySignature,
): Promise<OpenedPack | { readonly fault: PackFault }> {
  const read = readParts(signed);
  if (!read) return { fault: 'tampered' };
  const { parts, key } = read;
  const bytes = new TextEncoder().encode(`${parts.protected}.${parts.payload}`);
  const isRight = await verify(fromBase64Url(key), fromBase64Url(parts.signature), bytes).catch(() => false);
  if (!isRight) return { fault: 'tampered' };
  if (known && known.key !== key) return { fault: 'other-key' };
  const pack = JSON.parse(new TextDecoder().decode(fromBase64Url(parts.payload))) as VerifyPack;
  if (Date.parse(pack.until) < now * 1000) return { fault: 'expired' };
  if (known?.asOf !== undefined && pack.asOf < known.asOf) return { fault: 'older' };
  return { pack, key };
}

/** The three parts and the key they name; undefined for anything that is not written as we write it. */
function readParts(signed: unknown): { readonly parts: SignedPack; readonly key: string } | undefined {
  const parts = signed as Partial<Record<keyof SignedPack, unknown>> | null;
  const isText = (one: unknown): one is string => typeof one === 'string' && /^[\w-]+$/.test(one);
  if (!isText(parts?.protected) || !isText(parts.payload) || !isText(parts.signature)) return undefined;
  try {
    const header = JSON.parse(new TextDecoder().decode(fromBase64Url(parts.protected))) as {
      alg?: unknown;
      typ?: unknown;
      jwk?: { crv?: unknown; x?: unknown };
    };
    const { alg, typ, jwk } = header;
    if (alg !== 'EdDSA' || typ !== PACK_TYPE || jwk?.crv !== 'Ed25519' || !isText(jwk.x)) return undefined;
    return { parts: parts as SignedPack, key: jwk.x };
  } catch {
    return undefined;
  }
}

/** A key as two people can compare it over the phone: the first 40 bits in fives. */
export const fingerprintOf = (key: string): string =>
  Array.from(fromBase64Url(key).subarray(0, 5), (byte) =>
    byte.toString(16).padStart(2, '0').toUpperCase(),
  ).join(' ');
