const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Value of each ASCII character; 0 for strange ones. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
);

/**
 * Packs flags into text, six a character, first flag in the lowest bit; 144 flags take 24 characters.
 *
 * @param flags - each 0 or 1
 */
export function packBits(flags: Uint8Array): string {
  let text = '';
  for (let start = 0; start < flags.length; start += 6) {
    let value = 0;
    for (let bit = 0; bit < 6; bit += 1) value |= (flags[start + bit] ?? 0) << bit;
    text += ALPHABET.charAt(value);
  }
  return text;
}

/** Unpacks what `packBits` made. Text too short, or with strange characters, reads as 0 there. */
export function unpackBits(text: string, length: number): Uint8Array {
  const flags = new Uint8Array(length);
  for (let start = 0; start < length; start += 6) {
    const value = VALUES[text.charCodeAt(start / 6)] ?? 0;
    for (let bit = 0; bit < 6 && start + bit < length; bit += 1) flags[start + bit] = (value >> bit) & 1;
  }
  return flags;
}
