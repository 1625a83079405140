import { gunzipSync } from 'fflate';
import { checkCompact, fromBase64Url, type VerifySignature } from '../../domain/check-compact.ts';
import { showCode } from '../../domain/code.ts';
import type { CompactCheck, VerifyPack } from '../../domain/contract-compact.ts';
import { isMarked, type StatusPlace } from '../../domain/status.ts';

/** Ed25519 is in browsers since 2025; older ones get it from a library, fetched with the rest of the program. */
const verify: VerifySignature = async (publicKey, signature, signed) => {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  } catch {
    const { verifyAsync } = await import('@noble/ed25519');
    return verifyAsync(signature, signed, publicKey);
  }
  return crypto.subtle.verify('Ed25519', key, signature, signed);
};

/** A certificate that is newer than the list that was taken along has no place in it yet. */
function bitIn({ lists }: VerifyPack, { list, slot }: StatusPlace): boolean | undefined {
  const encoded = lists[list];
  return encoded ? isMarked(gunzipSync(fromBase64Url(encoded.slice(1))), slot) : undefined;
}

/**
 * Checks what a QR code holds with nothing but a pack.
 *
 * @param now seconds since 1970
 */
export async function checkWithPack(text: string, pack: VerifyPack, now: number): Promise<CompactCheck> {
  const known = { keys: pack.keys, isRevoked: (place: StatusPlace) => bitIn(pack, place) };
  const { verdict, compact, statusKnown } = await checkCompact(text, known, now, verify);
  // Issued after the pack was made: its bit says nothing yet.
  const isNewer = compact !== null && compact.signedAt * 1000 > Date.parse(pack.asOf);
  return {
    verdict,
    statusKnown: statusKnown && !isNewer,
    asOf: pack.asOf,
    offline: true,
    credential: compact && {
      code: showCode(compact.code),
      name: compact.name,
      issuedOn: compact.issuedOn,
      evidence: compact.evidence,
      words: pack.kinds[compact.kind] ?? null,
    },
  };
}
