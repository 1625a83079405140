import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';

/** RFC 6749 §5.1. */
export const TokenReply = v.object({
  access_token: v.string(),
  token_type: v.literal('Bearer'),
  /** Seconds. */
  expires_in: v.number(),
  scope: v.string(),
});

export const requestToken = endpoint({
  method: 'POST',
  path: '/api/interop/oauth/token',
  summary:
    'A token for programs (RFC 6749 §4.4): a form with grant_type=client_credentials and, if wished, scope; the client shows itself by client_secret_basic, client_secret_post or private_key_jwt (RFC 7523). Errors as RFC 6749 §5.2 asks.',
  output: TokenReply,
  refusals: ['interop/token-request-malformed'],
  givesTokens: true,
});

export const OAuthMetadata = v.object({
  issuer: v.string(),
  token_endpoint: v.string(),
  response_types_supported: v.array(v.string()),
  grant_types_supported: v.array(v.string()),
  scopes_supported: v.array(v.string()),
  token_endpoint_auth_methods_supported: v.array(v.string()),
  token_endpoint_auth_signing_alg_values_supported: v.array(v.string()),
  service_documentation: v.string(),
});
export type OAuthMetadata = v.InferOutput<typeof OAuthMetadata>;

export const getOAuthMetadata = endpoint({
  method: 'GET',
  path: '/api/interop/oauth/metadata',
  summary:
    'What programs need to know to ask for tokens (RFC 8414); also at /.well-known/oauth-authorization-server.',
  output: OAuthMetadata,
});
