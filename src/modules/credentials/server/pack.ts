import type { Context } from '#platform/http/context.ts';
import type { VerifyPack } from '../domain/contract-compact.ts';
import { bitsOf } from '../domain/status.ts';
import { asKnown } from './compact.ts';
import { publicKeys } from './keys.ts';
import { wordsOf } from './kinds.ts';
import { listKinds } from './kind.store.ts';
import { encodeList } from './status.ts';
import { currentList, listMarked } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';

/** Made once a minute: whoever takes it along costs us nothing. */
const KEPT_MS = 60_000;
const kept = new WeakMap<object, { readonly madeAt: number; readonly body: string }>();

/** Keys, words and revocation bits of this moment, for checking without a network. */
export async function readPack(context: Context<CredentialsTables>): Promise<Response> {
  const known = kept.get(context.content);
  const now = context.now();
  const isFresh = known !== undefined && now.getTime() - known.madeAt < KEPT_MS;
  const body = isFresh ? known.body : JSON.stringify(await makePack(context));
  if (!isFresh) kept.set(context.content, { madeAt: now.getTime(), body });
  return new Response(body, {
    headers: { 'content-type': 'application/json', 'cache-control': `public, max-age=${KEPT_MS / 1000}` },
  });
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
    keys: keys.map(asKnown),
    kinds: Object.fromEntries(kinds.map((row) => [row.kind, wordsOf(context, row)])),
    lists,
  };
}
