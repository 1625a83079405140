import { getFramework } from '#modules/framework/index.ts';
import { call } from '#platform/client/call.ts';
import { draftAt } from '../../drafts.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [draft, { groups }] = await Promise.all([
    draftAt('programme', event.params.draft, event),
    call(getFramework, {}, event.fetch),
  ]);
  return {
    draft,
    groups: groups.groups.map(({ code, name }) => ({ code, name: name[event.locals.language] })),
  };
};
