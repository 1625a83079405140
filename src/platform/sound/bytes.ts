/** What one container's reader finds. */
export interface Found {
  readonly seconds: number;
  /** The same sound at the same places, without titles, names, places and pictures that the file carried. */
  readonly clean: Uint8Array;
}

/** Four signs at a place, as text. */
export const tagAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** To read numbers of several bytes; throws a `RangeError` beyond the end. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
