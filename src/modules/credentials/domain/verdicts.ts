/** What became of a presented document. Only `valid` is good. */
export const documentVerdicts = [
  'valid',
  'revoked',
  'malformed',
  'wrong-issuer',
  'wrong-key',
  'tampered',
  'key-expired',
  'key-withdrawn',
  'not-yet-valid',
  'unknown',
] as const;
export type DocumentVerdict = (typeof documentVerdicts)[number];
