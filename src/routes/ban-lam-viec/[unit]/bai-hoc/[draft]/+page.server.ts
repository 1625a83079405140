import { error } from '@sveltejs/kit';
import { getDraft } from '#modules/authoring/index.ts';
import { competencesOf, getFramework } from '#modules/framework/index.ts';
import { call } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const [draft, { framework }] = await Promise.all([
    call(getDraft, { params: { draft: params.draft } }, fetch).catch((problem: unknown) =>
      pageRefused(problem, url),
    ),
    call(getFramework, {}, fetch),
  ]);
  if (draft.unit.id !== unitOf(params)) error(404, 'not-found');
  const competences = competencesOf(framework).map(({ code, name }) => ({
    code,
    name: name[locals.language],
  }));
  return { draft, competences };
};
