import type { VerifySignature } from '../../domain/check-compact.ts';

/** Ed25519 is in browsers since 2025; older ones get it from a library, fetched with the rest of the program. */
export const verify: VerifySignature = async (publicKey, signature, signed) => {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  } catch {
    const { verifyAsync } = await import('@noble/ed25519');
    return verifyAsync(signature, signed, publicKey);
  }
  return crypto.subtle.verify('Ed25519', key, signature, signed);
};

/** SHA-256 of text as UTF-8. */
export const hash = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
