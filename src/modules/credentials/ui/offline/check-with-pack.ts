import { gunzipSync } from 'fflate';
import { checkCompact, fromBase64Url } from '../../domain/check-compact.ts';
import { showCode } from '../../domain/code.ts';
import type { CompactCheck, VerifyPack } from '../../domain/contract-compact.ts';
import { verify } from './verify-signature.ts';
import { isMarked, type StatusPlace } from '../../domain/status.ts';

/** A certificate that is newer than the list that was taken along has no place in it yet. */
export function bitIn({ lists }: VerifyPack, { list, slot }: StatusPlace): boolean | undefined {
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
      endsOn: compact.endsOn,
      evidence: compact.evidence,
      words: pack.kinds[compact.kind] ?? null,
    },
  };
}
