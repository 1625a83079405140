import { error } from '@sveltejs/kit';
import { getScene } from '#modules/practice/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { LayoutLoad } from './$types';

/** The whole scene, once: choosing a way to practise and playing it need no network. */
export const load: LayoutLoad = async ({ fetch, params }) => {
  try {
    return { view: await call(getScene, { params: { scene: params.scene } }, fetch) };
  } catch (problem) {
    if (problem instanceof Problem) error(problem.document.status === 0 ? 503 : 404, problem.document.code);
    throw problem;
  }
};
