import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { API_BRIDGE, DEMO_BRIDGE, PARTIAL_PAGE, PLAY_BRIDGE } from '#platform/http/bridge.ts';
import { pickLanguage } from '#platform/http/language.ts';

interface Api {
  fetch(request: Request): Response | Promise<Response>;
}

/** A page's own `/api` call becomes a function call; the caller's cookies and address go with it. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  const api = (globalThis as Record<symbol, unknown>)[API_BRIDGE] as Api | undefined;
  if (!api || url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const headers = new Headers(request.headers);
  for (const name of ['cookie', 'accept-language', 'user-agent', 'x-bdhvs-address']) {
    const value = event.request.headers.get(name);
    if (value && (name !== 'cookie' || !headers.has('cookie'))) headers.set(name, value);
  }
  const response = await api.fetch(new Request(request, { headers }));
  for (const cookie of response.headers.getSetCookie()) event.locals.cookies.push(cookie);
  if (!response.ok && response.status !== 404) event.locals.partial = true;
  return response;
};

/** Language, text size and theme are the reader's choice, kept in cookies and set on `<html>` before the first paint. */
export const handle: Handle = async ({ event, resolve }) => {
  event.locals.cookies = [];
  event.locals.language = pickLanguage(
    event.cookies.get('lang'),
    event.request.headers.get('accept-language'),
  );
  const text = /^[123]$/.exec(event.cookies.get('text') ?? '')?.[0] ?? '1';
  const theme = /^(light|dark|contrast)$/.exec(event.cookies.get('theme') ?? '')?.[0] ?? 'auto';
  event.locals.text = text;
  event.locals.theme = theme;
  const invented = (globalThis as Record<symbol, (() => Promise<boolean>) | undefined>)[DEMO_BRIDGE];
  event.locals.invented = (await invented?.()) ?? false;
  const response = await resolve(event, {
    // The page's client tells JSON from other answers by it.
    filterSerializedResponseHeaders: (name) => name === 'content-type',
    transformPageChunk: ({ html }) =>
      html
        .replace('%bdhvs.lang%', event.locals.language)
        .replace('%bdhvs.text%', text)
        .replace('%bdhvs.theme%', theme),
  });
  for (const cookie of event.locals.cookies) response.headers.append('set-cookie', cookie);
  allowPlayer(response.headers);
  if (event.locals.partial) response.headers.set(PARTIAL_PAGE, '1');
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
};

/** Every page, because one that is opened within the program keeps the policy of the first. */
function allowPlayer(headers: Headers): void {
  const origin = (globalThis as Record<symbol, unknown>)[PLAY_BRIDGE] as string | undefined;
  const policy = headers.get('content-security-policy');
  if (origin && policy) headers.set('content-security-policy', `${policy}; frame-src 'self' ${origin}`);
}

/** Nothing of the inside leaves; the number leads to the log. */
export const handleError: HandleServerError = ({ kind, error }) => {
  const id = crypto.randomUUID();
  const status = kind === 'unknown' ? 500 : error.status;
  if (status >= 500) {
    const err = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
    process.stderr.write(`${JSON.stringify({ level: 50, id, err })}\n`);
  }
  return { message: status === 404 ? 'not-found' : 'bug', id };
};
