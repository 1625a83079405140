import { draftAt } from '../../drafts.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  draft: await draftAt('scene', event.params.draft, event),
});
