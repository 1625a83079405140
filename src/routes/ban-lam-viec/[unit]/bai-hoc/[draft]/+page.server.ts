import { competencesOf, getFramework } from '#modules/framework/index.ts';
import { call } from '#platform/client/call.ts';
import { draftAt } from '../../drafts.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [draft, { framework }] = await Promise.all([
    draftAt('lesson', event.params.draft, event),
    call(getFramework, {}, event.fetch),
  ]);
  const competences = competencesOf(framework).map(({ code, name }) => ({
    code,
    name: name[event.locals.language],
  }));
  return { draft, competences };
};
