import { listPacks } from '#modules/learning/index.ts';
import { listScenePacks } from '#modules/practice/index.ts';
import { call } from '#platform/client/call.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => {
  const [{ packs, programmes }, practice] = await Promise.all([
    call(listPacks, {}, fetch),
    call(listScenePacks, {}, fetch),
  ]);
  const scenes = practice.packs.map((pack) => ({
    ...pack,
    address: `/api/practice/scenes/${pack.scene}`,
    from: `/api/practice/packs/${pack.scene}/${pack.version}`,
  }));
  return { packs, programmes, scenes };
};
