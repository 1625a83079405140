import type { Context } from '#platform/http/context.ts';
import type { SignInWays } from '../domain/contract.ts';
import { ownOrigin } from './begin-sign-in.ts';
import { endAtProvider, isLoopback } from './oidc.ts';

/** How residents sign in here, and where they sign out of the provider too. */
export async function readWays(context: Context): Promise<SignInWays> {
  const { config } = context;
  return {
    trial: config.demo && isLoopback(config.OIDC_ISSUER ?? 'http://localhost'),
    providerSignOut: (await endAtProvider(config, `${ownOrigin(context)}/dang-nhap`)) ?? null,
  };
}
