import { getOAuthMetadata } from '#modules/interop/index.ts';
import type { RequestHandler } from './$types';

/** Where RFC 8414 looks for what programs need to know to ask for tokens. */
export const GET: RequestHandler = async ({ fetch }) => {
  const { body, status } = await fetch(getOAuthMetadata.path);
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
};
