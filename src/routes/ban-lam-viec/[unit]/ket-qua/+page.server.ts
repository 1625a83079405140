import { countResults } from '#modules/interop/index.ts';
import { getUnit } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

const MONTH_MS = 30 * 86_400_000;

/** The last thirty days unless two others are asked for. */
export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const unit = unitOf(params);
  const now = Date.now();
  const from = url.searchParams.get('tu')?.slice(0, 10) || vietnamDay(new Date(now - MONTH_MS));
  const to = url.searchParams.get('den')?.slice(0, 10) || vietnamDay(new Date(now));
  const { id, name } = await call(getUnit, { params: { unit } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );
  const page = { unit: { id, name }, period: { from, to } };
  try {
    const found = await call(countResults, { params: { unit }, query: { from, to } }, fetch);
    return { ...page, found, problem: undefined };
  } catch (problem) {
    // Days that make no sense are said on the page, where they are put right.
    if (problem instanceof Problem && problem.document.status === 422)
      return { ...page, found: null, problem: problem.document };
    return pageRefused(problem, url);
  }
};
