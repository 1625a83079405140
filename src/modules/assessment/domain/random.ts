/** Gives the next number in [0, 1), 32 bits fine. */
export type Random = () => number;

/**
 * A stream of chance that depends on its key alone, so that a session can be played again exactly.
 *
 * Same key, same numbers, on every device. Not for secrets: who knows the seed knows the stream; the server draws a
 * session's seed itself and keeps it.
 *
 * @param seed - the session's seed
 * @param purpose - keeps draws for different purposes apart, e.g. `item/3`
 */
export function randomFor(seed: string, purpose: string): Random {
  // Length first, so that ('a', 'bc') and ('ab', 'c') are different keys.
  const key = `${seed.length}/${seed}/${purpose}`;
  return sfc32(murmur3(key, 1), murmur3(key, 2), murmur3(key, 3), murmur3(key, 4));
}

/** A new list in random order: every order is equally likely. */
export function shuffle<T>(list: readonly T[], random: Random): T[] {
  const shuffled: T[] = [];
  for (const entry of list) shuffled.splice(Math.floor(random() * (shuffled.length + 1)), 0, entry);
  return shuffled;
}

/**
 * A standard normal draw.
 *
 * @see Box & Muller (1958), Annals of Mathematical Statistics 29(2), 610–611
 */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Small Fast Counter, 32 bit: 128 bits of state. Source: C. Doty-Humphrey, PractRand 0.94 (public domain). */
function sfc32(a: number, b: number, c: number, d: number): Random {
  let counter = d;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first outputs still show the seed.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/**
 * MurmurHash3, 32 bit, of the text's UTF-8 bytes.
 *
 * @returns a signed 32-bit integer
 * @see A. Appleby, SMHasher, MurmurHash3_x86_32 (public domain)
 */
export function murmur3(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocksEnd = bytes.length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < blocksEnd; at += 4) {
    hash ^= scramble(view.getUint32(at, true));
    hash = (Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= blocksEnd; at -= 1) tail = (tail << 8) | view.getUint8(at);
  hash ^= scramble(tail) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function scramble(block: number): number {
  return Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
