import { readBytes } from '#platform/http/body.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import { grantScopes } from '../../domain/scopes.ts';
import { sealToken, TOKEN_LIFE_S } from './access-token.ts';
import { authenticateClient } from './authenticate-client.ts';
import { errorResponse, OAuthError } from './oauth-error.ts';

const LARGEST_FORM = 16_384;

/**
 * The token endpoint (RFC 6749 §4.4): a client shows itself and gets a token for ten minutes. What is wrong with a client
 * or its wishes is answered as RFC 6749 §5.2 asks.
 *
 * @throws Refusal http/wrong-content-type, http/body-too-large; token-request-malformed (400) for what names no grant
 */
export async function issueToken(context: Context): Promise<Response> {
  const bytes = await readBytes(context.request, 'application/x-www-form-urlencoded', LARGEST_FORM);
  const form = new URLSearchParams(new TextDecoder().decode(bytes));
  if (!form.get('grant_type')) return refuse('token-request-malformed', { error: 'invalid_request' });
  const isBasic = context.request.headers.has('authorization');
  try {
    return await grant(context, form);
  } catch (error) {
    if (error instanceof OAuthError) return errorResponse(error, isBasic);
    throw error;
  }
}

async function grant(context: Context, form: URLSearchParams): Promise<Response> {
  const twice = [...form.keys()].find((name) => form.getAll(name).length > 1);
  if (twice) throw new OAuthError('invalid_request', `${twice} is given more than once.`);
  const { receiver, keyId } = await authenticateClient(context, form);
  if (form.get('grant_type') !== 'client_credentials')
    throw new OAuthError('unsupported_grant_type', 'Only client_credentials is granted.');
  const scopes = grantScopes(form.get('scope'), receiver.scopes);
  if (!scopes) throw new OAuthError('invalid_scope', `This client may ask for: ${receiver.scopes.join(' ')}`);
  const until = context.now().getTime() + TOKEN_LIFE_S * 1_000;
  return Response.json(
    {
      access_token: sealToken(context.master, { receiverId: receiver.id, keyId, scopes, until }),
      token_type: 'Bearer',
      expires_in: TOKEN_LIFE_S,
      scope: scopes.join(' '),
    },
    { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } },
  );
}
