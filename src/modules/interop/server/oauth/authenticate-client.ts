import { decodeJwt, importJWK, jwtVerify, type JWK, type JWTPayload } from 'jose';
import type { Context } from '#platform/http/context.ts';
import { algorithmOf, hashSecret } from '../keys.ts';
import { listKeys, markUsed, useAssertion, type ReceiverKey } from '../keys.store.ts';
import { findReceiver, type Receiver } from '../receivers.store.ts';
import { issuerOf, tokenAddressOf } from './metadata.ts';
import { OAuthError } from './oauth-error.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** An assertion is made for one request; one that holds for longer would have to be remembered for longer. */
const LONGEST_ASSERTION_S = 600;
const CLOCKS_DIFFER_S = 30;

export interface Client {
  readonly receiver: Receiver;
  readonly keyId: string;
}

/** One answer for every reason, so that nobody learns which clients there are. */
const stranger = (): never => {
  throw new OAuthError(
    'invalid_client',
    'The client is not known, has ended, or did not show itself rightly.',
  );
};

/**
 * The client that asks: by `client_secret_basic`, `client_secret_post` or `private_key_jwt` (RFC 7523 §2.2).
 *
 * @throws OAuthError invalid_client; invalid_request when it shows itself in two ways
 */
export async function authenticateClient(context: Context, form: URLSearchParams): Promise<Client> {
  const basic = readBasic(context.request.headers.get('authorization'));
  const posted = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if ([basic, posted, assertion].filter((one) => one !== null).length > 1)
    throw new OAuthError('invalid_request', 'The client shows itself in more than one way.');
  if (assertion !== null) return byAssertion(context, form, assertion);
  if (basic) return bySecret(context, basic.id, basic.secret);
  return bySecret(context, form.get('client_id'), posted);
}

/** Both halves are form-encoded within (RFC 6749 §2.3.1). */
function readBasic(header: string | null): { readonly id: string; readonly secret: string } | null {
  const found = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header ?? '')?.[1];
  if (!found) return header ? stranger() : null;
  const [id, secret, ...more] = Buffer.from(found, 'base64').toString('utf8').split(':');
  if (secret === undefined || more.length > 0) return stranger();
  try {
    return { id: decode(id!), secret: decode(secret) };
  } catch {
    return stranger();
  }
}
const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

async function bySecret(context: Context, id: string | null, secret: string | null): Promise<Client> {
  if (!id || !secret) return stranger();
  const { receiver, keys } = await livingClient(context, id);
  const hash = hashSecret(secret);
  const key = keys.find((one) => one.secret_hash === hash);
  return key ? used(context, receiver, key) : stranger();
}

async function byAssertion(context: Context, form: URLSearchParams, assertion: string): Promise<Client> {
  if (form.get('client_assertion_type') !== ASSERTION_TYPE)
    throw new OAuthError('invalid_request', `client_assertion_type must be ${ASSERTION_TYPE}`);
  const id = subjectOf(assertion);
  if (!id || (form.has('client_id') && form.get('client_id') !== id)) return stranger();
  const { receiver, keys } = await livingClient(context, id);
  for (const key of keys) {
    const claims = key.public_jwk ? await verify(context, assertion, id, key.public_jwk as JWK) : undefined;
    if (!claims) continue;
    const until = new Date((claims.exp! + CLOCKS_DIFFER_S) * 1_000);
    const once = { receiver_id: id, jti_hash: hashSecret(claims.jti!), until };
    if (!(await useAssertion(context.db, once, context.now()))) return stranger();
    return used(context, receiver, key);
  }
  return stranger();
}

function subjectOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}

/** @returns undefined when this key did not sign it, or it is not for us, not of this client, over, or too long */
async function verify(
  context: Context,
  assertion: string,
  id: string,
  jwk: JWK,
): Promise<JWTPayload | undefined> {
  const algorithm = algorithmOf(jwk)!;
  try {
    const { payload } = await jwtVerify(assertion, await importJWK(jwk, algorithm), {
      // Both names of one algorithm (RFC 8037, RFC 9864).
      algorithms: algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm],
      issuer: id,
      subject: id,
      audience: [issuerOf(context.config), tokenAddressOf(context.config)],
      clockTolerance: CLOCKS_DIFFER_S,
      currentDate: context.now(),
      requiredClaims: ['exp', 'jti', 'aud'],
    });
    // One assertion for several servers could be used again at another of them.
    const isForUsAlone = typeof payload.aud === 'string';
    const longest = context.now().getTime() / 1_000 + LONGEST_ASSERTION_S;
    return isForUsAlone && typeof payload.jti === 'string' && payload.exp! <= longest ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** A receiver that asks, with the keys that hold now. */
async function livingClient(
  { db, now }: Context,
  id: string,
): Promise<{ readonly receiver: Receiver; readonly keys: readonly ReceiverKey[] }> {
  const receiver = UUID.test(id) ? await findReceiver(db, id) : undefined;
  if (!receiver || !isLiving(receiver, now())) return stranger();
  const keys = (await listKeys(db, id)).filter((key) => isInForce(key, now()));
  return { receiver, keys };
}

/** Whether a receiver may ask at this time. */
export const isLiving = (receiver: Receiver, at: Date): boolean =>
  receiver.way === 'pull' && !receiver.removed_at && (!receiver.ends_at || receiver.ends_at > at);

/** Whether a key holds at this time. */
export const isInForce = (key: ReceiverKey, at: Date): boolean => !key.ends_at || key.ends_at > at;

async function used(context: Context, receiver: Receiver, key: ReceiverKey): Promise<Client> {
  await markUsed(context.db, receiver.id, key.id, context.now());
  return { receiver, keyId: key.id };
}
