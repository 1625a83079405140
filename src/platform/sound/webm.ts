import { viewOf, type Found } from './bytes.ts';

/** Ids of the elements that are looked at (RFC 9559). */
const ID = {
  head: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  length: 0x4489,
  title: 0x7ba9,
  date: 0x4461,
  tracks: 0x1654ae6b,
  track: 0xae,
  kind: 0x83,
  codec: 0x86,
  name: 0x536e,
  cluster: 0x1f43b675,
  time: 0xe7,
  block: 0xa3,
  group: 0xa0,
  grouped: 0xa1,
  tags: 0x1254c367,
  attached: 0x1941a469,
} as const;
/** Elements that hold others. What a browser records has no lengths for the first two: they last until something that cannot stand in them. */
const HOLDERS: ReadonlySet<number> = new Set([
  ID.segment,
  ID.cluster,
  ID.info,
  ID.tracks,
  ID.track,
  ID.group,
]);
const PERSONAL: ReadonlySet<number> = new Set([ID.tags, ID.attached, ID.title, ID.date, ID.name]);
const SOUND = 2;
/** Opus packets last 20 ms where nothing else is said. */
const PACKET_SECONDS = 0.02;

/** Opus in WebM, as browsers record it. */
export function readWebm(bytes: Uint8Array): Found | undefined {
  if (bytes.length < 32 || viewOf(bytes).getUint32(0) !== ID.head) return undefined;
  const clean = bytes.slice();
  const found = { scale: 1_000_000, length: 0, time: 0, last: 0, packets: 0, opus: 0, others: 0 };
  let end = bytes.length;
  for (let at = 0; at < end;) {
    const element = elementAt(bytes, at);
    const { id, body, size } = element;
    if (size === undefined && !HOLDERS.has(id)) return undefined;
    const after = body + (size ?? 0);
    // What was cut off in the middle of a packet ends there.
    if (after > bytes.length) end = at;
    if (after > bytes.length) break;
    look(bytes, element, found);
    if (PERSONAL.has(id)) makeVoid(clean, at, after);
    at = HOLDERS.has(id) ? body : after;
  }
  if (found.opus !== 1 || found.others > 0 || found.packets === 0) return undefined;
  const told = (found.length * found.scale) / 1e9;
  const heard = (found.last * found.scale) / 1e9 + PACKET_SECONDS;
  return { seconds: Math.max(told, heard), clean };
}

interface Element {
  readonly id: number;
  readonly body: number;
  /** Undefined where it is not known yet, as in what is recorded live. */
  readonly size: number | undefined;
}

/** @throws RangeError at the end of the bytes */
function elementAt(bytes: Uint8Array, at: number): Element {
  const view = viewOf(bytes);
  const wide = Math.clz32(view.getUint8(at)) - 24;
  if (wide > 3) throw new RangeError('no id of an element');
  let id = 0;
  for (let index = 0; index <= wide; index++) id = id * 256 + view.getUint8(at + index);
  const start = at + wide + 1;
  const long = Math.clz32(view.getUint8(start)) - 24;
  if (long > 7) throw new RangeError('no length of an element');
  let size = view.getUint8(start) & (0x7f >> long);
  let unknown = size === 0x7f >> long;
  for (let index = 1; index <= long; index++) {
    const byte = view.getUint8(start + index);
    unknown &&= byte === 0xff;
    size = size * 256 + byte;
  }
  return { id, body: start + long + 1, size: unknown ? undefined : size };
}

function look(bytes: Uint8Array, { id, body, size = 0 }: Element, found: Record<string, number>): void {
  const view = viewOf(bytes);
  const number = () => bytes.subarray(body, body + size).reduce((sum, byte) => sum * 256 + byte, 0);
  if (id === ID.scale) found['scale'] = number();
  else if (id === ID.length) found['length'] = size === 4 ? view.getFloat32(body) : view.getFloat64(body);
  else if (id === ID.time) found['time'] = number();
  else if (id === ID.kind && number() !== SOUND) found['others']!++;
  else if (id === ID.codec)
    found[
      new TextDecoder().decode(bytes.subarray(body, body + size)).startsWith('A_OPUS') ? 'opus' : 'others'
    ]!++;
  else if (id === ID.block || id === ID.grouped) {
    // A block begins with the number of its track and its time after the cluster's.
    const track = Math.clz32(view.getUint8(body)) - 23;
    found['packets']!++;
    found['last'] = Math.max(found['last']!, found['time']! + view.getInt16(body + track));
  }
}

/** Nothing, as long as what stood there. */
function makeVoid(bytes: Uint8Array, from: number, to: number): void {
  const rest = to - from - 9;
  if (rest < 0) {
    bytes[from] = 0xec;
    bytes[from + 1] = 0x80 | (to - from - 2);
    return void bytes.fill(0, from + 2, to);
  }
  bytes[from] = 0xec;
  bytes[from + 1] = 0x01;
  for (let index = 0; index < 7; index++)
    bytes[from + 2 + index] = Math.floor(rest / 256 ** (6 - index)) % 256;
  bytes.fill(0, from + 9, to);
}
