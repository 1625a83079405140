import { readShared } from '#modules/credentials/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, setHeaders }) => {
  // What is shared names a person: it stays out of search engines and of other sites' logs.
  setHeaders({ 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
  return { shared: await call(readShared, { params: { token: params.token.slice(0, 64) } }, fetch) };
};
