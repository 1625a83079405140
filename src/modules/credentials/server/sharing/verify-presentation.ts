import type { Context } from '#platform/http/context.ts';
import { checkPresentation } from '../../domain/presentation.ts';
import type { Presented } from '../../domain/contract-sharing.ts';
import { didOf } from '../../domain/did.ts';
import { asKnown, verify } from '../compact.ts';
import { findCredential } from '../credential.store.ts';
import { publicKeys } from '../keys.ts';
import { worthOf } from '../replace.ts';
import { openCredential } from '../sealed.ts';
import { keyAddress } from '../sign.ts';
import type { CredentialsTables } from '../tables.ts';
import { hash } from './present.ts';
import { findShareById, isOpen } from './shares.ts';

/** Checks a presented SD-JWT against the keys, the register and the holder's word of this moment. */
export async function verifyPresentation(
  context: Context<CredentialsTables>,
  text: string,
): Promise<Presented> {
  const site = context.config.publicUrl;
  const known = { keys: (await publicKeys(context)).map(asKnown), isRevoked: () => false };
  const prefix = keyAddress(site, '');
  const keyOf = (kid: string) => (kid.startsWith(prefix) ? kid.slice(prefix.length) : undefined);
  const now = Math.floor(context.now().getTime() / 1000);
  const { verdict, shown, claims } = await checkPresentation(text, didOf(site), known, keyOf, now, {
    verify,
    hash,
  });
  if (!claims) return { verdict, shown: null };
  const share = await findShareById(context, claims.jti.replace('urn:uuid:', ''));
  const row = share && (await findCredential(context.db, share.part_key, share.credential_id));
  if (!share || !row || !(await openCredential(context, row))) return { verdict: 'unknown', shown: null };
  // Withdrawn: nothing of it is shown any more, as behind its link.
  if (!isOpen(share, context.now())) return { verdict: 'share-over', shown: null };
  return { verdict: (await worthOf(context, row)).standing, shown };
}
