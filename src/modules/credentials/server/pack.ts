import { createPublicKey } from 'node:crypto';
import { FlattenedSign, type JWK } from 'jose';
import { derivedSigningKey } from '#platform/crypto/derived-signing.ts';
import type { Context } from '#platform/http/context.ts';
import type { SignedPack, VerifyPack } from '../domain/contract-compact.ts';
import { PACK_TYPE } from '../domain/signed-pack.ts';
import { bitsOf } from '../domain/status.ts';
import { asKnown } from './compact.ts';
import { publicKeys } from './keys.ts';
import { wordsOf } from './kinds.ts';
import { listKinds } from './kind.store.ts';
import { encodeList } from './status.ts';
import { currentList, listMarked } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';

/** How long a device may go by what it took along. */
const GOOD_DAYS = 45;
/** Made once a minute: whoever takes it along costs us nothing. */
const KEPT_MS = 60_000;
const kept = new WeakMap<object, { readonly madeAt: number; readonly body: string }>();

/** Keys, words and revocation bits of this moment, for checking without a network. */
export async function readPack(context: Context<CredentialsTables>): Promise<Response> {
  const known = kept.get(context.content);
  const now = context.now();
  const isFresh = known !== undefined && now.getTime() - known.madeAt < KEPT_MS;
  const body = isFresh ? known.body : JSON.stringify(await signPack(context, await makePack(context)));
  if (!isFresh) kept.set(context.content, { madeAt: now.getTime(), body });
  return new Response(body, {
    headers: {
      'content-type': 'application/jose+json',
      'cache-control': `public, max-age=${KEPT_MS / 1000}`,
    },
  });
}

/** Devices know this key from the first time on; it outlives the keys that sign certificates, which the pack tells of. */
async function signPack({ master }: Context<CredentialsTables>, pack: VerifyPack): Promise<SignedPack> {
  const key = derivedSigningKey(master, 'credentials/pack');
  const { kty, crv, x } = createPublicKey(key).export({ format: 'jwk' }) as Required<JWK>;
  const signed = await new FlattenedSign(Buffer.from(JSON.stringify(pack)))
    .setProtectedHeader({ alg: 'EdDSA', typ: PACK_TYPE, jwk: { kty, crv, x } })
    .sign(key);
  return { protected: signed.protected!, payload: signed.payload, signature: signed.signature };
}

async function makePack(context: Context<CredentialsTables>): Promise<VerifyPack> {
  const [keys, kinds, last] = await Promise.all([
    publicKeys(context),
    listKinds(context.db),
    currentList(context.db),
  ]);
  const lists: Record<string, string> = {};
  for (let list = 1; list <= last; list++)
    lists[list] = encodeList(bitsOf(await listMarked(context.db, list)));
  return {
    site: context.config.publicUrl,
    asOf: context.now().toISOString(),
    until: new Date(context.now().getTime() + GOOD_DAYS * 86_400_000).toISOString(),
    keys: keys.map(asKnown),
    kinds: Object.fromEntries(kinds.map((row) => [row.kind, wordsOf(context, row)])),
    lists,
  };
}
