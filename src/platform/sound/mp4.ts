import { tagAt, viewOf, type Found } from './bytes.ts';

const HOLDERS = new Set(['moov', 'trak', 'mdia', 'moof', 'traf', 'mvex']);
/** What phones write about a recording: its name, where it was made, the phone. */
const PERSONAL = new Set(['udta', 'meta', 'uuid']);

/** Sound in MP4 (ISO/IEC 14496-12), whole or in fragments; one with a film track is none. */
export function readMp4(bytes: Uint8Array): Found | undefined {
  if (tagAt(bytes, 4) !== 'ftyp') return undefined;
  const clean = bytes.slice();
  const view = viewOf(bytes);
  const found = { scale: 0, length: 0, sound: 0, others: 0, media: 0, usual: 0, until: 0, data: 0 };
  for (let at = 0; at + 8 <= bytes.length;) {
    const tag = tagAt(bytes, at + 4);
    const length = view.getUint32(at) || bytes.length - at;
    const end = at + length;
    if (length < 8 || end > bytes.length) return undefined;
    if (PERSONAL.has(tag)) {
      clean.set(new TextEncoder().encode('free'), at + 4);
      clean.fill(0, at + 8, end);
    } else look(view, tag, at + 8, found);
    at = HOLDERS.has(tag) ? at + 8 : end;
  }
  if (found.sound !== 1 || found.others > 0 || found.data === 0) return undefined;
  const inFragments = found.media > 0 ? found.until / found.media : 0;
  return { seconds: Math.max(found.scale > 0 ? found.length / found.scale : 0, inFragments), clean };
}

/** @throws RangeError where a box is shorter than what it has to hold */
function look(view: DataView, tag: string, at: number, found: Record<string, number>): void {
  // Version 1 has moments of 64 bits.
  const long = () => view.getUint8(at) === 1;
  const big = (place: number) => Number(view.getBigUint64(place));
  if (tag === 'mvhd') {
    found['scale'] = view.getUint32(at + (long() ? 20 : 12));
    found['length'] = long() ? big(at + 24) : view.getUint32(at + 16);
  } else if (tag === 'mdhd') found['media'] = view.getUint32(at + (long() ? 20 : 12));
  else if (tag === 'hdlr') found[tagOf(view, at + 8) === 'soun' ? 'sound' : 'others']!++;
  else if (tag === 'trex') found['usual'] = view.getUint32(at + 12);
  else if (tag === 'tfhd') {
    const flags = view.getUint32(at) & 0xffffff;
    const place = at + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
    if (flags & 8) found['usual'] = view.getUint32(place);
  } else if (tag === 'tfdt') found['until'] = long() ? big(at + 4) : view.getUint32(at + 4);
  else if (tag === 'trun') found['until']! += durationOf(view, at, found['usual']!);
  else if (tag === 'mdat') found['data']!++;
}

/** How long the samples of one run last, in the time of the media. */
function durationOf(view: DataView, at: number, usual: number): number {
  const flags = view.getUint32(at) & 0xffffff;
  const count = view.getUint32(at + 4);
  if (!(flags & 0x100)) return count * usual;
  const fields = [0x100, 0x200, 0x400, 0x800].filter((bit) => flags & bit).length;
  const first = at + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  let sum = 0;
  for (let index = 0; index < count; index++) sum += view.getUint32(first + index * fields * 4);
  return sum;
}

const tagOf = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
