import { error } from '@sveltejs/kit';
import { listOperations, type OpenApi } from './operations.ts';
import type { LayoutServerLoad } from './$types';

/** Plain pages: a reader of documentation needs no script. */
export const csr = false;

export const load: LayoutServerLoad = async ({ fetch, url }) => {
  const reply = await fetch('/api/openapi.json');
  if (!reply.ok) error(503, 'bug');
  return { operations: listOperations((await reply.json()) as OpenApi, url.origin) };
};
