/** Bits of one list: the least that Bitstring Status List v1.0 §2.3 allows, so that a bit hides among many. */
export const LIST_BITS = 131_072;

/** Where the bit of a credential stands. */
export interface StatusPlace {
  readonly list: number;
  readonly slot: number;
}

/** How long a copy of a list may be used before it is asked for again, milliseconds. */
export const STATUS_TTL_MS = 300_000;

/** Address of a list. */
export const statusAddress = (site: string, list: number): string => `${site}/api/credentials/status/${list}`;

/** What a credential says about where its status stands (Bitstring Status List v1.0 §2.1). */
export function statusEntry(site: string, { list, slot }: StatusPlace) {
  const address = statusAddress(site, list);
  return {
    id: `${address}#${slot}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(slot),
    statusListCredential: address,
  };
}

/** Bits with these places set; the first place is the highest bit of the first byte (§3.2). */
export function bitsOf(marked: readonly number[]): Uint8Array {
  const bits = new Uint8Array(LIST_BITS / 8);
  for (const slot of marked) bits[slot >> 3]! |= 0x80 >> (slot & 7);
  return bits;
}

/** @returns undefined when the list has no such place */
export function isMarked(bits: Uint8Array, slot: number): boolean | undefined {
  const byte = bits[slot >> 3];
  return byte === undefined || slot < 0 ? undefined : (byte & (0x80 >> (slot & 7))) !== 0;
}
