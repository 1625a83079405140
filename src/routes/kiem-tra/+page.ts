import { listAttempts } from '#modules/assessment/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const asked = url.searchParams.get('chuong-trinh') ?? '';
  const programme = /^[a-z0-9-]{1,80}$/.test(asked) ? asked : undefined;
  const query = programme === undefined ? {} : { programme };
  return { ...(await call(listAttempts, { query }, fetch)), programme };
};
