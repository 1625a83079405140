import { RateLimit } from '#platform/http/limits.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Scope } from '../../domain/scopes.ts';
import { listKeys } from '../keys.store.ts';
import { findReceiver, type Receiver } from '../receivers.store.ts';
import { openToken } from './access-token.ts';
import { isInForce, isLiving } from './authenticate-client.ts';

/** Several clients may stand behind one address: each is counted by itself. */
const PER_MINUTE = 120;
const limit = new RateLimit();

/**
 * The receiver that asks with a token for one scope. It is looked up each time: one that was withdrawn, or whose secret
 * was, reads nothing more from that moment on.
 *
 * @throws Refusal token-missing, token-invalid (401), scope-missing (403), asks-too-often (429), each with the header
 *   that RFC 6750 §3 asks for
 */
export async function clientOf(context: Context, scope: Scope): Promise<Receiver> {
  const { db, master, now, reply, request } = context;
  const challenge = (error?: string) => {
    const parts = [`realm="bdhvs"`, ...(error ? [`error="${error}"`] : []), `scope="${scope}"`];
    reply.set('www-authenticate', `Bearer ${parts.join(', ')}`);
  };
  const header = request.headers.get('authorization');
  const text = /^Bearer +([\w-]+)$/i.exec(header ?? '')?.[1];
  if (!header) {
    challenge();
    return refuse('token-missing');
  }
  const token = text === undefined ? undefined : openToken(master, text);
  const receiver =
    token && token.until > now().getTime() ? await findReceiver(db, token.receiverId) : undefined;
  const keys = receiver && isLiving(receiver, now()) ? await listKeys(db, receiver.id) : [];
  if (!token || !receiver || !keys.some((key) => key.id === token.keyId && isInForce(key, now()))) {
    challenge('invalid_token');
    return refuse('token-invalid');
  }
  if (!token.scopes.includes(scope) || !receiver.scopes.includes(scope)) {
    challenge('insufficient_scope');
    return refuse('scope-missing', { scope });
  }
  if (!limit.allow(receiver.id, PER_MINUTE, now().getTime())) {
    reply.set('retry-after', '60');
    return refuse('asks-too-often');
  }
  return receiver;
}
