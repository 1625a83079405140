import { fail, redirect } from '@sveltejs/kit';
import { safeReturnTo, setHome } from '#modules/identity/index.ts';
import { resolveAddress, searchUnits } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions, PageServerLoad } from './$types';

const MINE = '/cua-toi';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const question = (url.searchParams.get('q') ?? '').slice(0, 200);
  const returnTo = safeReturnTo(url.searchParams.get('returnTo') ?? undefined, MINE);
  if (!question.trim()) return { question: '', places: [], returnTo };
  const [hits, resolved] = await Promise.all([
    call(searchUnits, { query: { q: question, kind: 'commune', limit: 20 } }, fetch),
    call(resolveAddress, { query: { q: question } }, fetch),
  ]);
  const old = (from: { ward: string; district: string } | null) => from && `${from.ward}, ${from.district}`;
  const found = [
    ...resolved.matches.map(({ unit, old: from }) => ({ ...unit, formerly: old(from) })),
    ...hits.units.map((unit) => ({ ...unit, formerly: null })),
    ...hits.formerly.map(({ unit, old: from }) => ({ ...unit, formerly: old(from) })),
  ].filter((unit) => unit.kind === 'commune');
  const places = found
    .filter((unit, index) => found.findIndex((other) => other.id === unit.id) === index)
    .slice(0, 20)
    .map(({ id, name, place, formerly }) => ({ id, name, place, ...(formerly ? { formerly } : {}) }));
  return { question, places, returnTo };
};

export const actions: Actions = {
  default: async ({ fetch, request }) => {
    const form = await request.formData();
    try {
      await call(setHome, { body: { unitId: Number(form.get('unitId')) } }, fetch);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { problem: error.document });
    }
    redirect(303, safeReturnTo(String(form.get('returnTo') ?? ''), MINE));
  },
};
