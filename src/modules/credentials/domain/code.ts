const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 12 signs of 5 bits each. */
export const CODE_LENGTH = 12;
export const CODE_BYTES = 8;

/**
 * A verification code from chance: 60 of the 64 given bits, in Crockford's base 32 (no I, L, O, U, so nothing is
 * mistaken on paper or over the phone).
 *
 * @param chance at least 8 random bytes
 * @returns 12 signs without separators, as stored
 */
export function makeCode(chance: Uint8Array): string {
  let bits = 0n;
  for (const byte of chance.subarray(0, CODE_BYTES)) bits = (bits << 8n) | BigInt(byte);
  let code = '';
  for (let index = 0; index < CODE_LENGTH; index++) {
    code += ALPHABET[Number(bits & 31n)];
    bits >>= 5n;
  }
  return code;
}

/** As printed: `K7QM-3XWD-9HTB`. */
export const showCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/**
 * What a person typed, as stored; undefined when it cannot be a code. Small letters, spaces, any dash, `O` for zero and
 * `I` or `L` for one are read as meant.
 */
export function readCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―_.·\u200b-\u200f\ufeff]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}
