import { error } from '@sveltejs/kit';
import { checkAudit, listAudit, TOP_UNIT } from '#modules/identity/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url, parent }) => {
  const { own } = await parent();
  const top = own.some((unit) => unit.id === TOP_UNIT);
  const given = url.searchParams.get('don-vi');
  const unitId = given ? Number(given) : top ? undefined : own[0]!.id;
  const before = url.searchParams.get('truoc') ?? undefined;
  try {
    const [log, check] = await Promise.all([
      call(listAudit, { query: { unitId, before } as never }, fetch),
      top && url.searchParams.has('kiem') ? call(checkAudit, {}, fetch) : undefined,
    ]);
    const older = new URLSearchParams({
      ...(unitId === undefined ? {} : { 'don-vi': String(unitId) }),
      truoc: log.lines.at(-1)?.id ?? '',
    });
    return { ...log, check, top, olderHref: `?${older.toString()}` };
  } catch (problem) {
    if (problem instanceof Problem && problem.document.status < 500) error(404, 'not-found');
    throw problem;
  }
};
