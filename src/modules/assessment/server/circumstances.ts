import { createHmac, randomBytes } from 'node:crypto';
import { deriveKey } from '#platform/crypto/seal.ts';
import type { Context } from '#platform/http/context.ts';
import type { Circumstances } from './session.store.ts';

const COOKIE = 'bdhvs-may';
const NUMBER = new RegExp(`(?:^|;\\s*)${COOKIE}=([A-Za-z0-9_-]{22})(?:;|$)`);
const DAYS = 180;

/**
 * On what and in which language a test is taken. A number of chance that the browser keeps lets two tests on one device
 * be known as such; only its HMAC is stored, and it says nothing of whose device it is.
 */
export function circumstancesOf({
  request,
  reply,
  language,
  master,
  config,
}: Pick<Context, 'request' | 'reply' | 'language' | 'master' | 'config'>): Circumstances {
  const kept = NUMBER.exec(request.headers.get('cookie') ?? '')?.[1];
  const number = kept ?? randomBytes(16).toString('base64url');
  if (!kept) {
    const secure = config.publicUrl.startsWith('https://') ? '; Secure' : '';
    reply.append(
      'set-cookie',
      `${COOKIE}=${number}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${DAYS * 86_400}${secure}`,
    );
  }
  const key = createHmac('sha256', deriveKey(master, 'assessment.device')).update(number).digest('base64url');
  return {
    device_kind: kindOf(request.headers.get('user-agent') ?? ''),
    language,
    device_key: key.slice(0, 22),
  };
}

function kindOf(agent: string): string {
  if (/android/i.test(agent)) return 'android';
  if (/iphone|ipad|ios/i.test(agent)) return 'ios';
  return /windows|macintosh|linux|cros/i.test(agent) ? 'computer' : '';
}
