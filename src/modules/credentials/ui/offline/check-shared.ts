import type { VerifyPack } from '../../domain/contract-compact.ts';
import { didOf } from '../../domain/did.ts';
import { checkPresentation, type Checked } from '../../domain/presentation.ts';
import type { StatusPlace } from '../../domain/status.ts';
import { bitIn } from './check-with-pack.ts';
import { hash, verify } from './verify-signature.ts';

/**
 * Checks a file that a holder shared with nothing but a pack: whether she has withdrawn it since cannot be known.
 *
 * @param now seconds since 1970
 */
export async function checkSharedWithPack(text: string, pack: VerifyPack, now: number): Promise<Checked> {
  const known = { keys: pack.keys, isRevoked: (place: StatusPlace) => bitIn(pack, place) };
  const prefix = `${pack.site}/api/credentials/keys/`;
  const keyOf = (kid: string) => (kid.startsWith(prefix) ? kid.slice(prefix.length) : undefined);
  return checkPresentation(text, didOf(pack.site), known, keyOf, now, { verify, hash });
}
