import { redirect } from '@sveltejs/kit';
import { getPaper, listSittingPapers } from '#modules/assessment/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused } from '../../../../refused.server.ts';
import { sittingOf } from '../sitting.server.ts';
import type { PageServerLoad } from './$types';

/** A number that was typed leads to its sheet; one that leads nowhere is said here, where it is typed again. */
export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const at = sittingOf(params);
  const typed = url.searchParams.get('so')?.slice(0, 20);
  let problem: Problem['document'] | undefined;
  if (typed) {
    const found = await call(getPaper, { params: { ...at, number: typed } }, fetch).catch(
      (refused: unknown) => {
        if (refused instanceof Problem && [404, 409].includes(refused.document.status))
          problem = refused.document;
        else throw refused;
      },
    );
    if (found) redirect(303, `${url.pathname}/${found.number}`);
  }
  const view = await call(listSittingPapers, { params: at }, fetch).catch((refused: unknown) =>
    pageRefused(refused, url),
  );
  return { view, problem };
};
