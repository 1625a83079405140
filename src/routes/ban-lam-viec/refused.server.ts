import { error, redirect } from '@sveltejs/kit';
import { Problem } from '#platform/client/call.ts';

/** What the API refused, as a page says it: sign in first, or there is no such page. */
export function pageRefused(problem: unknown, url: URL): never {
  if (!(problem instanceof Problem)) throw problem;
  const { status } = problem.document;
  if (status === 401)
    redirect(303, `/can-bo/dang-nhap?${new URLSearchParams({ returnTo: url.pathname + url.search })}`);
  if (status < 500) error(404, 'not-found');
  throw problem;
}

/** The number in the address. */
export function unitOf(params: { readonly unit: string }): number {
  return /^\d{1,9}$/.test(params.unit) ? Number(params.unit) : error(404, 'not-found');
}
