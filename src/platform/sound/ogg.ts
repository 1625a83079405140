import { tagAt, viewOf, type Found } from './bytes.ts';

/** Opus always counts 48,000 samples a second (RFC 7845 §4). */
const RATE = 48_000;
const HEAD = 27;

/** Opus in Ogg (RFC 3533, RFC 7845): one stream of pages, the second packet holds what somebody wrote about it. */
export function readOgg(bytes: Uint8Array): Found | undefined {
  if (tagAt(bytes, 0) !== 'OggS') return undefined;
  const view = viewOf(bytes);
  const clean = bytes.slice();
  let serial: number | undefined;
  let skip = 0;
  let last = 0;
  for (let at = 0, page = 0; at < bytes.length; page++) {
    if (tagAt(bytes, at) !== 'OggS') return undefined;
    const segments = bytes.subarray(at + HEAD, at + HEAD + view.getUint8(at + 26));
    const body = at + HEAD + segments.length;
    const end = body + segments.reduce((sum, length) => sum + length, 0);
    if (end > bytes.length) return undefined;
    serial ??= view.getUint32(at + 14, true);
    if (view.getUint32(at + 14, true) !== serial) return undefined;
    if (page === 0) {
      if (tagAt(bytes, body) !== 'Opus' || tagAt(bytes, body + 4) !== 'Head') return undefined;
      skip = view.getUint16(body + 10, true);
    } else if (page === 1) {
      // Words that go on over several pages are more than a recording says of itself.
      if (tagAt(bytes, body + 4) !== 'Tags' || segments.at(-1) === 255) return undefined;
      blankTags(clean, at, body, end);
    } else {
      const granule = view.getBigInt64(at + 6, true);
      if (granule > 0n) last = Number(granule);
    }
    at = end;
  }
  return { seconds: (last - skip) / RATE, clean };
}

/** A maker's name of spaces and no remarks, as long as what stood there; the page's sum is made anew. */
function blankTags(bytes: Uint8Array, page: number, body: number, end: number): void {
  const view = viewOf(bytes);
  const maker = end - body - 16;
  view.setUint32(body + 8, maker, true);
  bytes.fill(0x20, body + 12, body + 12 + maker);
  view.setUint32(end - 4, 0, true);
  view.setUint32(page + 22, 0, true);
  view.setUint32(page + 22, sumOf(bytes.subarray(page, end)), true);
}

/** The checksum of a page: CRC-32 with 0x04c11db7, not reflected, from 0. */
export function sumOf(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
