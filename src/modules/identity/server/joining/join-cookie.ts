import type { Context } from '#platform/http/context.ts';

/** Holds the code that was made in this browser, out of reach of scripts: here, and only here, joining is confirmed. */
const JOIN_COOKIE = 'bdhvs_join';
const CODE = new RegExp(`(?:^|;\\s*)${JOIN_COOKIE}=(\\d{8})(?:;|$)`);

export const joinCookie = ({ request }: Pick<Context, 'request'>): string | undefined =>
  CODE.exec(request.headers.get('cookie') ?? '')?.[1];

type Answer = Pick<Context, 'reply' | 'config'>;

export function keepJoin({ reply, config }: Answer, code: string, seconds: number): void {
  const secure = config.publicUrl.startsWith('https://') ? '; Secure' : '';
  const value = code.replaceAll(/\D/g, '');
  reply.append(
    'set-cookie',
    `${JOIN_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`,
  );
}

export const forgetJoin = (answer: Answer): void => keepJoin(answer, '', 0);
