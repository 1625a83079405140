import { listAttempts } from '#modules/assessment/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const asked = url.searchParams.get('chuong-trinh') ?? '';
  const programme = /^[a-z0-9-]{1,80}$/.test(asked) ? asked : undefined;
  const query = programme === undefined ? {} : { programme };
  const offered = await call(listAttempts, { query }, fetch);
  const wanted = url.searchParams.get('nhom');
  const group = offered.groups.find((one) => one.group === wanted)?.group ?? 'citizens';
  return { ...offered, group, programme };
};
