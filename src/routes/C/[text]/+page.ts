import { error } from '@sveltejs/kit';
import { checkScanned } from '#modules/credentials/index.ts';
import { checkKept } from '#modules/credentials/ui.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

/** Where a phone's camera leads when it sees a certificate: asked of the register, or of what this phone took along. */
export const load: PageLoad = async ({ fetch, params, setHeaders }) => {
  // What is scanned names a person: it stays out of search engines and of other sites' logs.
  setHeaders({ 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin' });
  const text = params.text.slice(0, 1000).toUpperCase();
  try {
    return { check: await call(checkScanned, { params: { text } }, fetch), fault: undefined };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const kept = problem.document.code === 'offline' ? await checkKept(text) : undefined;
    if (kept && 'fault' in kept) return { check: undefined, fault: kept.fault };
    if (kept) return { check: kept, fault: undefined };
    error(problem.document.status || 503);
  }
};
