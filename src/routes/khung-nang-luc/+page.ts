import { getFramework } from '#modules/framework/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => ({ inForce: await call(getFramework, {}, fetch) });
