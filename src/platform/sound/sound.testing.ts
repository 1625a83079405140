import { sumOf } from './ogg.ts';
import type { SoundKind } from './kinds.ts';

const text = (words: string) => new TextEncoder().encode(words);
const number = (value: number, bytes: number, little = false): number[] => {
  const big = Array.from(
    { length: bytes },
    (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256,
  );
  return little ? big.reverse() : big;
};
const join = (...parts: (Iterable<number> | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? text(part) : part)]));

/** Silence of so many seconds, as the smallest file of its kind; `note` is what its maker wrote into it. */
export function soundOf(kind: SoundKind, seconds: number, note = 'Nha bac Lan, 21.02 105.85'): Uint8Array {
  return { opus: oggOf, webm: webmOf, m4a: mp4Of, mp3: mp3Of }[kind](seconds, note);
}

function oggOf(seconds: number, note: string): Uint8Array {
  const page = (place: number, granule: number, packet: Uint8Array) => {
    const segments = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
    const made = join(
      'OggS',
      [0, place === 0 ? 2 : 0],
      number(granule, 8, true),
      [7, 0, 0, 0],
      number(place, 4, true),
      [0, 0, 0, 0, segments.length],
      segments,
      packet,
    );
    made.set(number(sumOf(made), 4, true), 22);
    return made;
  };
  const head = join('OpusHead', [1, 1], number(312, 2, true), number(48_000, 4, true), [0, 0, 0]);
  const maker = 'recorder';
  const tags = join(
    'OpusTags',
    number(maker.length, 4, true),
    maker,
    number(1, 4, true),
    number(note.length, 4, true),
    note,
  );
  return join(page(0, 0, head), page(1, 0, tags), page(2, seconds * 48_000 + 312, join([0xfc, 0xff, 0xfe])));
}

function webmOf(seconds: number, note: string): Uint8Array {
  const element = (id: number[], ...body: (Iterable<number> | string)[]) => {
    const inner = join(...body);
    return join(id, [0x10 | (inner.length >> 24)], number(inner.length, 3), inner);
  };
  const live = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  const clusters = Array.from({ length: Math.ceil(seconds) }, (_, second) =>
    join(
      [0x1f, 0x43, 0xb6, 0x75],
      live,
      element([0xe7], number(second * 1000, 3)),
      element(
        [0xa3],
        [0x81],
        number(second === Math.ceil(seconds) - 1 ? Math.round((seconds - second) * 1000) - 20 : 980, 2),
        [0x80, 0xfc, 0xff, 0xfe],
      ),
    ),
  );
  return join(
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], 'webm')),
    [0x18, 0x53, 0x80, 0x67],
    live,
    element(
      [0x15, 0x49, 0xa9, 0x66],
      element([0x2a, 0xd7, 0xb1], number(1_000_000, 3)),
      element([0x7b, 0xa9], note),
    ),
    element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x83], [2]), element([0x86], 'A_OPUS'))),
    ...clusters,
  );
}

function mp4Of(seconds: number, note: string): Uint8Array {
  const box = (tag: string, ...body: (Iterable<number> | string)[]) => {
    const inner = join(...body);
    return join(number(inner.length + 8, 4), tag, inner);
  };
  const mvhd = box(
    'mvhd',
    number(0, 12),
    number(1000, 4),
    number(Math.round(seconds * 1000), 4),
    number(0, 80),
  );
  const hdlr = box('hdlr', number(0, 8), 'soun', number(0, 12));
  return join(
    box('ftyp', 'M4A ', number(0, 4)),
    box('moov', mvhd, box('trak', box('mdia', hdlr)), box('udta', note)),
    box('mdat', [0, 0, 0, 0]),
  );
}

/** 48 kb/s, 24 kHz: a frame lasts 24 ms and has 144 bytes. */
function mp3Of(seconds: number, note: string): Uint8Array {
  const frame = join([0xff, 0xf3, 0x64, 0xc4], number(0, 140));
  const frames = Array.from({ length: Math.round(seconds / 0.024) }, () => frame);
  return join('ID3', [4, 0, 0], number(note.length, 4), note, ...frames);
}
