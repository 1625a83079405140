import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { registerRoute, setCatchHandler } from 'workbox-routing';
import { CacheFirst, NetworkFirst, NetworkOnly } from 'workbox-strategies';
import { version } from '$app/env';
import { self } from '$app/service-worker';
import { CACHES, filesOf, kindOf, OFFLINE_PAGE, PATIENCE_SECONDS } from './rules.ts';

/*
 * Keeps what the reader opened, so that it reads without a network. Nothing is fetched ahead but the page that says
 * so in words and the settings, with the few files they share with every other page. A new version waits until no page of the old one
 * is open; only then are its precached pages dropped.
 */
const DAY = 24 * 3600;
const files = new CacheFirst({
  cacheName: CACHES.files,
  plugins: [new ExpirationPlugin({ maxEntries: 400, maxAgeSeconds: 120 * DAY, purgeOnQuotaError: true })],
});
// Addresses under /content carry the digest of what they give: what is kept cannot be stale.
const content = new CacheFirst({
  cacheName: CACHES.content,
  plugins: [new ExpirationPlugin({ maxEntries: 600, maxAgeSeconds: 120 * DAY, purgeOnQuotaError: true })],
});
const pages = new NetworkFirst({
  cacheName: CACHES.pages,
  networkTimeoutSeconds: PATIENCE_SECONDS,
  plugins: [
    new ExpirationPlugin({ maxEntries: 200, maxAgeSeconds: 120 * DAY }),
    // A redirected answer cannot be given to a navigation later.
    { cacheWillUpdate: async ({ response }) => (response.ok && !response.redirected ? response : null) },
  ],
});
const lessons = new NetworkFirst({
  cacheName: CACHES.lessons,
  networkTimeoutSeconds: PATIENCE_SECONDS,
  plugins: [new ExpirationPlugin({ maxEntries: 200, maxAgeSeconds: 120 * DAY })],
});

precache([
  { url: OFFLINE_PAGE, revision: version },
  { url: '/icon.svg', revision: version },
]);
cleanupOutdatedCaches();

const at =
  (kind: ReturnType<typeof kindOf>) =>
  ({ url, sameOrigin }: { url: URL; sameOrigin: boolean }) =>
    sameOrigin && kindOf(url.pathname) === kind;
registerRoute(at('files'), files);
registerRoute(at('content'), content);
registerRoute(at('lessons'), lessons);
registerRoute(at('pages'), pages);
registerRoute(({ request }) => request.mode === 'navigate', new NetworkOnly());
setCatchHandler(async ({ request }) => {
  if (request.mode !== 'navigate') return Response.error();
  return (await matchPrecache(OFFLINE_PAGE)) ?? Response.error();
});

/** Keeps these addresses if they may be kept and are not yet; pages anew each time, with the files they name. */
async function keep(paths: readonly string[]): Promise<void> {
  for (const path of paths.slice(0, 100)) {
    const url = new URL(path, self.location.origin);
    if (url.origin !== self.location.origin) continue;
    const kind = kindOf(url.pathname);
    if (kind === 'never') continue;
    const cache = await caches.open(CACHES[kind]);
    if (kind !== 'pages' && (await cache.match(url.href))) continue;
    const response = await fetch(url.href, { credentials: 'same-origin' }).catch(() => undefined);
    if (!response?.ok || response.redirected) continue;
    const named = kind === 'pages' && response.headers.get('content-type')?.includes('html');
    const html = named ? await response.clone().text() : '';
    await cache.put(url.href, response);
    await keep(filesOf(html));
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const response = await fetch(OFFLINE_PAGE, { credentials: 'same-origin' });
      await keep(filesOf(await response.text()));
      // Larger letters must be within reach without a network too.
      await keep(['/cai-dat']);
    })(),
  );
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// What was open before this worker took over, and pages reached without a new document.
self.addEventListener('message', (event) => {
  const told: unknown = event.data;
  if (typeof told !== 'object' || told === null || !('opened' in told) || !Array.isArray(told.opened)) return;
  event.waitUntil(keep(told.opened.filter((path) => typeof path === 'string')));
});
