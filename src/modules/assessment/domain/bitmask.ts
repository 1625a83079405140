const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

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
    const value = Math.max(0, ALPHABET.indexOf(text.charAt(start / 6) || 'A'));
    for (let bit = 0; bit < 6 && start + bit < length; bit += 1) flags[start + bit] = (value >> bit) & 1;
  }
  return flags;
}
