import { NATION_ID } from '#modules/organisations/index.ts';
import { readPublished } from './published.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => ({ figures: await readPublished(NATION_ID, fetch) });
