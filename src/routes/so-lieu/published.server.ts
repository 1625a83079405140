import { getPublicFigures } from '#modules/movement/index.ts';
import { call, Problem } from '#platform/client/call.ts';

/** The frozen figures; null when nothing is published. */
export async function readPublished(unit: number, fetcher: typeof fetch) {
  try {
    return await call(getPublicFigures, { params: { unit } }, fetcher);
  } catch (problem) {
    if (problem instanceof Problem && problem.document.status === 404) return null;
    throw problem;
  }
}
