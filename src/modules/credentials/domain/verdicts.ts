/** What became of a presented document. `valid` is good; `replaced` is true, and there is a newer one. */
export const documentVerdicts = [
  'valid',
  'revoked',
  'replaced',
  'expired',
  'malformed',
  'wrong-issuer',
  'wrong-key',
  'tampered',
  'key-expired',
  'key-withdrawn',
  'not-yet-valid',
  'share-over',
  'unknown',
] as const;
export type DocumentVerdict = (typeof documentVerdicts)[number];
