import { fail, redirect } from '@sveltejs/kit';
import { getSector, placeOnAxis, sideAxes, type SideAxis } from '#modules/organisations/index.ts';
import { getSectorCubes } from '#modules/tasks/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const axisOf = (written: string | null): SideAxis =>
  sideAxes.find((axis) => axis === written) ?? 'professional';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const asked = { params: { unit: unitOf(params) }, query: { axis: axisOf(url.searchParams.get('truc')) } };
  const [sector, cubes] = await Promise.all([
    call(getSector, asked, fetch),
    call(getSectorCubes, asked, fetch),
  ]).catch((problem: unknown) => pageRefused(problem, url));
  return { sector, cubes };
};

export const actions: Actions = {
  default: async ({ fetch, request, params }) => {
    const typed = Object.fromEntries(
      [...(await request.formData())].map(([key, value]) => [key, String(value)] as const),
    );
    const axis = axisOf(typed['truc'] ?? null);
    const above = typed['cap-tren'] ?? '';
    const from = typed['tu-ngay'] ?? '';
    try {
      await call(
        placeOnAxis,
        {
          params: { unit: typed['don-vi'] ?? '0' },
          body: { axis, parentId: above === '' ? null : Number(above), ...(from ? { from } : {}) },
        } as never,
        fetch,
      );
    } catch (problem) {
      if (problem instanceof Problem)
        return fail(problem.document.status, { problem: problem.document, typed });
      throw problem;
    }
    redirect(303, `/ban-lam-viec/${unitOf(params)}/nganh?truc=${axis}`);
  },
};
