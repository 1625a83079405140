import { beginDraft, draftsOf } from '../drafts.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ list: await draftsOf('scene', event) });

export const actions: Actions = { start: (event) => beginDraft('scene', 'bai-tap', event) };
