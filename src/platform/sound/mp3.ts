import { viewOf, type Found } from './bytes.ts';

/** Kilobits a second of layer III by the number in a frame's head (ISO/IEC 11172-3, 13818-3). */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Samples a second of MPEG 1; half of it in MPEG 2, a quarter in 2.5. */
const SAMPLES = [44_100, 48_000, 32_000];
const FEWEST = 3;

/** MP3: frames one after the other to the end. Tags before and behind, which hold names and pictures, are left out. */
export function readMp3(bytes: Uint8Array): Found | undefined {
  const start = startOf(bytes);
  const end =
    String.fromCharCode(...bytes.subarray(-128, -125)) === 'TAG' ? bytes.length - 128 : bytes.length;
  let seconds = 0;
  let at = start;
  let frames = 0;
  for (let frame = frameAt(bytes, at); frame && at + frame.length <= end; frame = frameAt(bytes, at)) {
    at += frame.length;
    seconds += frame.seconds;
    frames++;
  }
  // One frame that was cut off at the end is left out; anything longer is something else.
  if (frames < FEWEST || end - at > 1_500) return undefined;
  return { seconds, clean: bytes.slice(start, at) };
}

/** Behind the tag (ID3v2) whose length is written in four times seven bits. */
function startOf(bytes: Uint8Array): number {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'ID3') return 0;
  return 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes[at]! & 0x7f), 0);
}

function frameAt(bytes: Uint8Array, at: number): { length: number; seconds: number } | undefined {
  if (at + 4 > bytes.length) return undefined;
  const head = viewOf(bytes).getUint32(at);
  if (head >>> 21 !== 0x7ff) return undefined;
  const version = (head >>> 19) & 3;
  const layer = (head >>> 17) & 3;
  const kilobits = (version === 3 ? RATES_1 : RATES_2)[(head >>> 12) & 15];
  const samples = SAMPLES[(head >>> 10) & 3];
  if (version === 1 || layer !== 1 || !kilobits || !samples) return undefined;
  const rate = version === 3 ? samples : version === 2 ? samples / 2 : samples / 4;
  const each = version === 3 ? 1152 : 576;
  return {
    length: Math.floor(((each / 8) * kilobits * 1000) / rate) + ((head >>> 9) & 1),
    seconds: each / rate,
  };
}
