import { randomBytes } from 'node:crypto';
import type { Context } from '#platform/http/context.ts';
import { FIRST, NOBODY, WHO_COOKIE, whoIn } from '#platform/http/who.ts';
import { HAND_COOKIE } from '../domain/hand.ts';
import { digestToken } from './session.ts';

const DEVICE_COOKIE = 'bdhvs_device';
const TOKEN = new RegExp(`(?:^|;\\s*)${DEVICE_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`);
const SECONDS = 400 * 86_400;

const cookiesOf = (request: Request): string => request.headers.get('cookie') ?? '';

/** The digest of the secret of a phone that several people share; undefined for any other. */
export function deviceOf(request: Request): string | undefined {
  const token = TOKEN.exec(cookiesOf(request))?.[1];
  return token && digestToken(token);
}

/** Who uses this browser now, as its cookie says: an id, `NOBODY` or `FIRST`. */
export const whoUses = (request: Request): string => whoIn(cookiesOf(request));

type Answer = Pick<Context, 'reply' | 'config' | 'request'>;

/** Gives this phone a secret. @returns its digest */
export function makeDevice({ reply, config }: Answer): string {
  const token = randomBytes(32).toString('base64url');
  reply.append('set-cookie', cookie(DEVICE_COOKIE, token, SECONDS, config.publicUrl, true));
  return digestToken(token);
}

/** The phone's secret lives on while somebody uses it. */
export function keepDevice({ reply, config, request }: Answer): void {
  const token = TOKEN.exec(cookiesOf(request))?.[1];
  if (token) reply.append('set-cookie', cookie(DEVICE_COOKIE, token, SECONDS, config.publicUrl, true));
}

/** @param who an id, or `NOBODY` */
export function setWho({ reply, config }: Answer, who: string): void {
  reply.append('set-cookie', cookie(WHO_COOKIE, who, SECONDS, config.publicUrl, false));
}

/** After a sign-in or sign-out: on a shared phone nobody is chosen until somebody says so. */
export function chooseNobody(answer: Answer): void {
  if (deviceOf(answer.request) && whoUses(answer.request) !== FIRST) setWho(answer, NOBODY);
}

export function setHand({ reply, config }: Answer, helper: boolean): void {
  // By the evening it is forgotten: nobody should learn for days as her own helper.
  reply.append(
    'set-cookie',
    cookie(HAND_COOKIE, helper ? 'helper' : '', helper ? 12 * 3600 : 0, config.publicUrl, false),
  );
}

function cookie(name: string, value: string, seconds: number, publicUrl: string, hidden: boolean): string {
  const secure = publicUrl.startsWith('https://') ? '; Secure' : '';
  return `${name}=${value}; Path=/;${hidden ? ' HttpOnly;' : ''} SameSite=Lax; Max-Age=${seconds}${secure}`;
}
