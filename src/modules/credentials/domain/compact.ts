import { decode, encode } from 'cborg';
import { fromBase32, toBase32 } from './base32.ts';
import { bytesToSign, protectedHeaderOf, readSign1, same, writeSign1, type Signed } from './cose.ts';
import type { EvidenceGrade } from './outcome.ts';
import type { StatusPlace } from './status.ts';

/*
 * What the QR code of a certificate holds: a CBOR Web Token (RFC 8392) with the claims `iat` and `cti` (the code's eight
 * bytes) and one private claim, a list. Short enough for 57 × 57 modules at error correction M.
 */
const IAT = 6;
const CTI = 7;
/** Claim keys below -65536 are for private use (RFC 8392 §9.1.1). */
const PRIVATE = -65_537;
const DAY_MS = 86_400_000;
const grades: readonly EvidenceGrade[] = ['unsupervised', 'supervised'];

export interface Compact {
  /** When it was signed, seconds since 1970: with a key of that time, not of the day of issue. */
  readonly signedAt: number;
  /** Verification code, 12 signs. */
  readonly code: string;
  /** The name as printed; its initials or its beginning with `…` where the holder or the room asks for it; null without. */
  readonly name: string | null;
  /** Number of what was confirmed: form, rule set and group (`credentials.kinds`). */
  readonly kind: number;
  /** `YYYY-MM-DD` in Vietnam */
  readonly issuedOn: string;
  /** The last good day; null without an end. */
  readonly endsOn: string | null;
  readonly evidence: EvidenceGrade;
  readonly status: StatusPlace;
}

const CODE_SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The 60 bits of a code, high bits first, in eight bytes. */
function codeToBytes(code: string): Uint8Array {
  let bits = 0n;
  for (const sign of code) bits = (bits << 5n) | BigInt(CODE_SIGNS.indexOf(sign));
  return Uint8Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(56 - 8 * index)) & 255n));
}
function codeFromBytes(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return Array.from(
    { length: 12 },
    (_, index) => CODE_SIGNS[Number((bits >> BigInt(55 - 5 * index)) & 31n)],
  ).join('');
}

const dayNumber = (day: string): number => Math.round(Date.parse(day) / DAY_MS);
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

export const writePayload = (compact: Compact): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [IAT, compact.signedAt],
      [CTI, codeToBytes(compact.code)],
      [
        PRIVATE,
        [
          compact.name,
          compact.kind,
          dayNumber(compact.issuedOn),
          grades.indexOf(compact.evidence),
          compact.status.list,
          compact.status.slot,
          ...(compact.endsOn === null ? [] : [dayNumber(compact.endsOn)]),
        ],
      ],
    ]),
  );

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** @returns undefined for anything that `writePayload` does not give */
export function readPayload(bytes: Uint8Array): Compact | undefined {
  try {
    const claims: unknown = decode(bytes, { useMaps: true, strict: true });
    if (!(claims instanceof Map) || claims.size !== 3) return undefined;
    const signedAt: unknown = claims.get(IAT);
    const cti: unknown = claims.get(CTI);
    const list: unknown = claims.get(PRIVATE);
    if (!isCount(signedAt) || !(cti instanceof Uint8Array) || cti.length !== 8) return undefined;
    if (!Array.isArray(list) || (list.length !== 6 && list.length !== 7)) return undefined;
    const [name, ...numbers] = list as unknown[];
    if ((name !== null && typeof name !== 'string') || !numbers.every(isCount)) return undefined;
    const [kind, day, grade, statusList, slot, end] = numbers as [
      number,
      number,
      number,
      number,
      number,
      number | undefined,
    ];
    const evidence = grades[grade];
    if (!evidence || day > 100_000 || (end ?? 0) > 100_000) return undefined;
    const compact: Compact = {
      signedAt,
      code: codeFromBytes(cti),
      name,
      kind,
      issuedOn: dayOf(day),
      endsOn: end === undefined ? null : dayOf(end),
      evidence,
      status: { list: statusList, slot },
    };
    return same(writePayload(compact), bytes) ? compact : undefined;
  } catch {
    return undefined;
  }
}

/** Signs, as text for an address. `sign` gives the Ed25519 signature of bytes. */
export async function writeCompact(
  compact: Compact,
  kid: Uint8Array,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): Promise<string> {
  const protectedHeader = protectedHeaderOf(kid);
  const payload = writePayload(compact);
  const signature = await sign(bytesToSign(protectedHeader, payload));
  return toBase32(writeSign1({ protectedHeader, payload, signature }));
}

export interface ReadCompact {
  readonly signed: Signed;
  readonly compact: Compact;
}

/** The parts of what a QR code holds, not yet believed; undefined when it is none of ours in form. */
export function readCompact(text: string): ReadCompact | undefined {
  const bytes = text.length > 600 ? undefined : fromBase32(text);
  const signed = bytes && readSign1(bytes);
  const compact = signed && readPayload(signed.payload);
  return compact && { signed, compact };
}

/** Where a phone's camera leads: upper case throughout, so that the QR code stays small. */
export function compactAddress(site: string, text: string): string {
  const { protocol, host, pathname } = new URL(site);
  const path = pathname.replace(/\/$/, '');
  return `${protocol}//${host}`.toUpperCase() + `${path}/C/${text}`;
}

/**
 * What stands for a credential in what was scanned or pasted: the end of an address of this site, or it alone.
 *
 * @returns `elsewhere` for an address of another site
 */
export function textOf(given: string, site: string): string | 'elsewhere' {
  const bare = given.replaceAll(/\s/g, '');
  const address = /^(https?:\/\/[^/]+)(?:\/.*)?\/C\/([A-Z2-7]+)$/i.exec(bare);
  if (!address) return bare.toUpperCase();
  return new URL(address[1]!).host === new URL(site).host ? address[2]!.toUpperCase() : 'elsewhere';
}

/** The name as far as it fits: shortened at a letter, with `…`, to these bytes of UTF-8. */
export function fitName(name: string, bytes: number): string {
  const size = (text: string) => new TextEncoder().encode(text).length;
  const whole = name.normalize('NFC');
  if (size(whole) <= bytes) return whole;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('vi').segment(whole)) {
    if (size(kept + segment) + 3 > bytes) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
