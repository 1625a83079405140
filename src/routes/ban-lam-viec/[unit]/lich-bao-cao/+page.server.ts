import { getReportCalendar } from '#modules/movement/index.ts';
import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { pageRefused } from '../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const year = url.searchParams.get('nam') || vietnamDay(new Date()).slice(0, 4);
  const day = url.searchParams.get('ngay');
  const how = url.searchParams.get('cach') === 'by' ? ('by' as const) : ('before' as const);
  return {
    calendar: await call(
      getReportCalendar,
      { params: { year }, query: { ...(day ? { day } : {}), how } } as never,
      fetch,
    ).catch((problem: unknown) => pageRefused(problem, url)),
    asked: { day: day ?? '', how },
  };
};
