import { getCubes, listTasks, sides } from '#modules/tasks/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const unit = unitOf(params);
  const side = sides.find((one) => one === url.searchParams.get('ben'));
  const query = side ? { side } : {};
  const list = await call(listTasks, { params: { unit }, query }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );
  const byUnit = url.searchParams.get('xem') === 'khoi';
  return { list, cubes: byUnit ? await call(getCubes, { params: { unit } }, fetch) : null };
};
