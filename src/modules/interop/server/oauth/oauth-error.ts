/** Errors of the token endpoint (RFC 6749 §5.2). */
export type OAuthErrorCode =
  'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';

/** Why no token is given; leaves as RFC 6749 asks, in English, because programs read it. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  constructor(code: OAuthErrorCode, description: string) {
    super(description);
    this.code = code;
  }
}

/** @param basic whether the client showed itself by HTTP Basic: then 401 names that scheme (RFC 6749 §5.2) */
export function errorResponse({ code, message }: OAuthError, basic: boolean): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  if (basic && code === 'invalid_client') headers.set('www-authenticate', 'Basic realm="bdhvs"');
  const body = JSON.stringify({ error: code, error_description: message });
  return new Response(body, { status: code === 'invalid_client' ? 401 : 400, headers });
}
