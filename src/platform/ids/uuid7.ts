/** Makes ids; an argument of every action, so that tests and replays can fix it. */
export type NewId = () => string;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * UUID version 7: 48 bits of Unix milliseconds, then 74 random bits (RFC 9562, section 5.7).
 * Made by the application, also offline on the phone, so that a repeated request carries the same id.
 *
 * @param at milliseconds since 1970
 * @param random 10 bytes, from a cryptographic source outside tests
 */
export function uuid7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = Math.floor(at);
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += HEX[byte];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Chance is drawn for many ids at once: one call of the system costs more than the id. */
const pool = new Uint8Array(4090);
let drawn = pool.length;

/** A fresh id of this moment. */
export const newUuid: NewId = () => {
  if (drawn >= pool.length) {
    crypto.getRandomValues(pool);
    drawn = 0;
  }
  const random = pool.subarray(drawn, drawn + 10);
  drawn += 10;
  return uuid7(Date.now(), random);
};
