import { getMe, getSignInWays, safeReturnTo } from '#modules/identity/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const [me, ways] = await Promise.all([call(getMe, {}, fetch), call(getSignInWays, {}, fetch)]);
  return {
    me,
    trial: ways.trial,
    signedOut: url.searchParams.has('ra') ? { providerUrl: ways.providerSignOut } : undefined,
    fault: url.searchParams.get('loi') ?? undefined,
    returnTo: safeReturnTo(url.searchParams.get('returnTo') ?? undefined, '/cua-toi'),
  };
};
