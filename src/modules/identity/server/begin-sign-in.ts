import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '#platform/http/context.ts';
import { safeReturnTo } from '../domain/return-to.ts';
import { beginAtProvider, isLoopback, SignInFailed, type SignInFault } from './oidc.ts';
import { insertSignIn } from './sign-in.store.ts';
import type { IdentityTables } from './tables.ts';

export const BROWSER_COOKIE = 'bdhvs_in';
const MINUTES = 10;

export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Our own address as this browser knows it: in demo mode `localhost` and `127.0.0.1` are both right. */
export function ownOrigin({ config, request }: Pick<Context, 'config' | 'request'>): string {
  const asked = new URL(request.url).origin;
  return config.demo && isLoopback(asked) ? asked : new URL(config.publicUrl).origin;
}

export const callbackOf = (origin: string): string => `${origin}/api/identity/callback`;

/** 302 to the provider; what must be compared when the browser returns stays here, not in the browser. */
export async function beginSignIn(
  context: Context<IdentityTables>,
  returnTo: string | undefined,
  again = false,
): Promise<Response> {
  const goal = safeReturnTo(returnTo, '/cua-toi');
  try {
    const begun = await beginAtProvider(context.config, callbackOf(ownOrigin(context)), again);
    const browser = randomBytes(32).toString('base64url');
    await insertSignIn(context.db, {
      stateHash: digest(begun.state),
      browserHash: digest(browser),
      nonce: begun.nonce,
      codeVerifier: begun.codeVerifier,
      returnTo: goal,
      expiresAt: new Date(context.now().getTime() + MINUTES * 60_000),
    });
    context.reply.append('set-cookie', browserCookie(browser, MINUTES * 60, context.config.publicUrl));
    return redirect(begun.url.href);
  } catch (error) {
    if (!(error instanceof SignInFailed)) throw error;
    context.log.warn({ err: error.cause, correlationId: context.correlationId }, 'identity provider');
    return toSignInPage(error.fault, goal);
  }
}

export function browserCookie(value: string, seconds: number, publicUrl: string): string {
  const secure = publicUrl.startsWith('https://') ? '; Secure' : '';
  return `${BROWSER_COOKIE}=${value}; Path=/api/identity; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

export const redirect = (location: string): Response =>
  new Response(null, { status: 302, headers: { location } });

/** The sign-in page says what happened in the reader's language, and lets her try again to the same goal. */
export function toSignInPage(fault: SignInFault, returnTo: string): Response {
  return redirect(`/dang-nhap?${new URLSearchParams({ loi: fault, returnTo }).toString()}`);
}
