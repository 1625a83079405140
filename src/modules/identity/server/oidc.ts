import * as client from 'openid-client';
import type { Config } from '#platform/config/config.ts';
import { tidy } from '#platform/text/fold.ts';

/** Which claim of the provider holds what we need. The default is VNeID-shaped. */
const DEFAULT_CLAIMS = {
  subject: 'sub',
  name: 'HoVaTen',
  nationalId: 'SoDinhDanh',
  birthDate: 'NgayThangNamSinh',
};

/** Who the provider says the person is. */
export interface Claimed {
  /** Unique at the provider; stands with its issuer. */
  readonly subject: string;
  readonly name: string | null;
  /** Twelve digits. */
  readonly nationalId: string | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
}

export type SignInFault = 'expired' | 'forged' | 'denied' | 'provider' | 'unreachable' | 'level' | 'conflict';

/** A sign-in that did not succeed; the person is told in words and loses nothing. */
export class SignInFailed extends Error {
  readonly fault: SignInFault;
  constructor(fault: SignInFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

const known = new Map<string, Promise<client.Configuration>>();

/** The provider's own description of itself, read once; a failed reading is tried again at the next sign-in. */
async function provider(config: Config): Promise<client.Configuration> {
  const issuer = config.OIDC_ISSUER;
  const clientId = config.OIDC_CLIENT_ID;
  if (!issuer || !clientId) throw new SignInFailed('unreachable');
  const key = `${issuer} ${clientId}`;
  const found =
    known.get(key) ??
    client.discovery(new URL(issuer), clientId, config.OIDC_CLIENT_SECRET, undefined, {
      timeout: 10,
      // Signatures of id tokens are checked even though they came over a direct connection.
      execute: [
        client.enableNonRepudiationChecks,
        ...(isLoopback(issuer) ? [client.allowInsecureRequests] : []),
      ],
    });
  known.set(key, found);
  try {
    return await found;
  } catch (error) {
    known.delete(key);
    throw new SignInFailed('unreachable', error);
  }
}

export const isLoopback = (address: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);

export interface Begun {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** @param again it asks who she is, also when it knows somebody. @throws SignInFailed unreachable */
export async function beginAtProvider(config: Config, redirectUri: string, again: boolean): Promise<Begun> {
  const configuration = await provider(config);
  const state = client.randomState();
  const nonce = client.randomNonce();
  const codeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: config.OIDC_SCOPES,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(again ? { prompt: 'login' } : {}),
    ...(config.OIDC_ACR ? { acr_values: config.OIDC_ACR } : {}),
  });
  return { url, state, nonce, codeVerifier };
}

/**
 * Exchanges the answer for proven claims: state, nonce, PKCE, signature, issuer, audience and times are checked.
 *
 * @param answered the callback's address with all that the provider put behind the `?`
 * @throws SignInFailed
 */
export async function finishAtProvider(
  config: Config,
  answered: URL,
  begun: Omit<Begun, 'url'>,
): Promise<Claimed> {
  const configuration = await provider(config);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, answered, {
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      pkceCodeVerifier: begun.codeVerifier,
      idTokenExpected: true,
    });
    let claims: Record<string, unknown> = { ...tokens.claims() };
    const subject = String(claims['sub']);
    if (claimsMissing(config, claims) && configuration.serverMetadata().userinfo_endpoint) {
      claims = { ...(await client.fetchUserInfo(configuration, tokens.access_token, subject)), ...claims };
    }
    refuseOtherLevel(config, claims);
    return readClaims(config, claims);
  } catch (error) {
    if (error instanceof SignInFailed) throw error;
    if (error instanceof client.AuthorizationResponseError) {
      throw new SignInFailed(error.error === 'access_denied' ? 'denied' : 'provider', error);
    }
    throw new SignInFailed('provider', error);
  }
}

/** Where a person also ends her session at the provider; undefined when it has no such page. */
export async function endAtProvider(config: Config, returnTo: string): Promise<string | undefined> {
  try {
    const configuration = await provider(config);
    if (!configuration.serverMetadata().end_session_endpoint) return undefined;
    return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
  } catch {
    return undefined;
  }
}

const mapOf = (config: Config): Record<string, string> => ({ ...DEFAULT_CLAIMS, ...config.OIDC_CLAIMS });

const claimsMissing = (config: Config, claims: Record<string, unknown>): boolean =>
  Object.values(mapOf(config)).some((name) => claims[name] === undefined);

/** VNeID tells no account level; a provider that tells one must tell one of those asked for. */
function refuseOtherLevel(config: Config, claims: Record<string, unknown>): void {
  const told = claims['acr'];
  if (config.OIDC_ACR && typeof told === 'string' && !config.OIDC_ACR.split(' ').includes(told)) {
    throw new SignInFailed('level');
  }
}

/** @throws SignInFailed provider, without a subject */
export function readClaims(config: Pick<Config, 'OIDC_CLAIMS'>, claims: Record<string, unknown>): Claimed {
  const names = { ...DEFAULT_CLAIMS, ...config.OIDC_CLAIMS };
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && tidy(value) !== '' ? tidy(value).slice(0, 255) : null;
  };
  const subject = text(names.subject);
  if (!subject) throw new SignInFailed('provider');
  const nationalId = text(names.nationalId);
  return {
    subject,
    name: text(names.name),
    nationalId: nationalId && /^\d{12}$/.test(nationalId) ? nationalId : null,
    birthDate: readDay(text(names.birthDate)),
  };
}

/** `19581102` (VNeID) or `1958-11-02` (OpenID Connect) as `1958-11-02`; null for what is no day. */
function readDay(text: string | null): string | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text ?? '');
  if (!match) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}
