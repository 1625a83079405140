import { STAFF_MARK } from '../../src/service-worker/program.ts';

/** Areas of the site that a learner never enters; `kieu-dang` and `api-docs` are for those who build. */
const STAFF = /^\/(?:ban-lam-viec|quan-tri|can-bo|kieu-dang|api-docs)(?:\/|$)/;
/** A line of the dictionary: the route, its page's number, with `~` where the server has data for it, and its layouts' numbers. */
const ROUTE = /"(\/[^"]*)": \[~?(\d+)(?:,\[([\d,]*)\])?/g;
const NODE = /\(\) => import\('\.\/nodes\/(\d+)'\)/g;

/** Pages of staff in two parts: the program's own list, and what only those pages load. */
export interface Apart {
  /** The list that every page carries; staff's entries ask for the other one first. */
  readonly app: string;
  /** `import('./nodes/…')` by number, for staff's pages. */
  readonly staff: string;
}

/**
 * Takes the pages of staff out of the list of pages that SvelteKit gives the program.
 *
 * @param app the generated `app.js`: an array of `() => import('./nodes/<n>')` and the dictionary of routes
 * @param from the name by which `app` imports the other part
 */
export function staffApart(app: string, from: string): Apart {
  const staff = new Set<string>();
  const learners = new Set<string>();
  for (const [, route, leaf, layouts = ''] of app.matchAll(ROUTE))
    for (const number of [leaf!, ...layouts.split(',')]) (STAFF.test(route!) ? staff : learners).add(number);
  // A layout that pages of learners have too stays with them.
  const apart = [...staff].filter((number) => number && !learners.has(number));
  return {
    app: app.replaceAll(NODE, (whole, number: string) =>
      apart.includes(number) ? `() => import('${from}').then(({ nodes }) => nodes[${number}]())` : whole,
    ),
    staff: `export const nodes = { mark: '${STAFF_MARK}', ${apart.map((one) => `${one}: () => import('./nodes/${one}')`).join(', ')} };`,
  };
}
