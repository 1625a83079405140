import type { Config } from '#platform/config/config.ts';
import { requestToken, type OAuthMetadata } from '../../domain/oauth-contract.ts';
import { scopes } from '../../domain/scopes.ts';

export const issuerOf = ({ publicUrl }: Config): string => publicUrl;
export const tokenAddressOf = ({ publicUrl }: Config): string => publicUrl + requestToken.path;

/** What programs need to know to ask for tokens (RFC 8414). */
export function readMetadata(config: Config): OAuthMetadata {
  return {
    issuer: issuerOf(config),
    token_endpoint: tokenAddressOf(config),
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    scopes_supported: [...scopes],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'Ed25519', 'ES256', 'PS256', 'RS256'],
    service_documentation: `${config.publicUrl}/api-docs/interop`,
  };
}
