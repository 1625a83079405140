import { decode, encode } from 'cborg';

/*
 * COSE_Sign1 (RFC 9052 §4.2) with Ed25519, in the one form that we write: tag 18, the algorithm and the key's name
 * protected, nothing unprotected, 64 bytes of signature. Signing itself is the platform's: WebCrypto.
 */
const TAG_18 = 0xd2;
const ALGORITHM = 1;
const KEY_ID = 4;
/** EdDSA (RFC 9053 §2.2). */
const EDDSA = -8;

/** The first bytes of the thumbprint of a key: enough to tell ours apart. */
export const KID_BYTES = 8;
export const SIGNATURE_BYTES = 64;

export interface Signed {
  readonly kid: Uint8Array;
  readonly protectedHeader: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export const protectedHeaderOf = (kid: Uint8Array): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [ALGORITHM, EDDSA],
      [KEY_ID, kid],
    ]),
  );

/** What is signed: the Sig_structure (RFC 9052 §4.4). */
export const bytesToSign = (protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encode(['Signature1', protectedHeader, new Uint8Array(0), payload]));

export function writeSign1({ protectedHeader, payload, signature }: Omit<Signed, 'kid'>): Uint8Array {
  const body = encode([protectedHeader, new Map(), payload, signature]);
  const bytes = new Uint8Array(body.length + 1);
  bytes[0] = TAG_18;
  bytes.set(body, 1);
  return bytes;
}

/** @returns undefined for anything that `writeSign1` does not give, byte by byte */
export function readSign1(bytes: Uint8Array): Signed | undefined {
  if (bytes[0] !== TAG_18) return undefined;
  try {
    const parts: unknown = decode(bytes.subarray(1), { useMaps: true, strict: true });
    if (!Array.isArray(parts) || parts.length !== 4) return undefined;
    const [protectedHeader, unprotected, payload, signature] = parts as unknown[];
    if (!isBytes(protectedHeader) || !isBytes(payload) || !isBytes(signature)) return undefined;
    if (!(unprotected instanceof Map) || unprotected.size > 0) return undefined;
    if (signature.length !== SIGNATURE_BYTES) return undefined;
    const header: unknown = decode(protectedHeader, { useMaps: true, strict: true });
    const kid: unknown = header instanceof Map ? header.get(KEY_ID) : undefined;
    if (!isBytes(kid) || kid.length !== KID_BYTES) return undefined;
    const signed = { kid, protectedHeader, payload, signature };
    const isOurs = same(protectedHeaderOf(kid), protectedHeader) && same(writeSign1({ ...signed }), bytes);
    return isOurs ? signed : undefined;
  } catch {
    return undefined;
  }
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

export const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
