import { getHousehold, helperHolds } from '#modules/identity/index.ts';
import { call } from '#platform/client/call.ts';
import { whoIn } from '#platform/http/who.ts';
import { readChoices } from '#ui/reading/choices.ts';
import type { LayoutServerLoad } from './$types';

/** How this reader reads: every page's words, letters, colours and voice follow it; and whether figures are invented. */
export const load: LayoutServerLoad = async ({ locals, cookies, fetch, request }) => {
  const all = request.headers.get('cookie') ?? '';
  return {
    language: locals.language,
    invented: locals.invented,
    reading: readChoices((name) => cookies.get(name)),
    // A phone of one person asks nothing and is told nothing.
    people: /\bbdhvs_(?:device|who)=/.test(all) ? await readPeople(fetch) : [],
    who: whoIn(all),
    helper: helperHolds(all),
  };
};

async function readPeople(fetcher: typeof fetch) {
  const { people } = await call(getHousehold, {}, fetcher).catch(() => ({ people: [] }));
  return people.map(({ id, name }) => ({ id, name }));
}
