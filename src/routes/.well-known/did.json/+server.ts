import type { RequestHandler } from './$types';

/** Where the did:web method looks for the issuer's document. */
export const GET: RequestHandler = async ({ fetch }) => {
  const { body, status } = await fetch('/api/credentials/did');
  return new Response(body, { status, headers: { 'content-type': 'application/did+json' } });
};
