import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { registerRoute, setCatchHandler } from 'workbox-routing';
import { CacheFirst, NetworkFirst, NetworkOnly } from 'workbox-strategies';
import { version } from '$app/env';
import { self } from '$app/service-worker';
import { WHO_COOKIE, whoIn } from '../platform/http/who.ts';
import { answerLesson, fetchLesson, keptFor } from './kept-lessons.ts';
import { answerRecording } from './kept-voices.ts';
import { dropOldFiles, frame, keepProgram } from './kept-program.ts';
import {
  addressOf,
  CACHES,
  filesOf,
  filesWith,
  isCheck,
  isWhole,
  keptAs,
  kindOf,
  OFFLINE_PAGE,
  PATIENCE_SECONDS,
  SHELL_DATA,
  SHELL_PAGE,
  VERIFY_PACK,
} from './rules.ts';

/*
 * Keeps what the reader opened, so that it reads without a network. Nothing is fetched ahead but the page that says
 * so in words, the settings, and the program's own frame, with the few files they share with every other page; what
 * somebody takes along for days without a network is fetched by the page where she chose it. A new version waits until
 * no page of the old one is open; only then are its precached pages dropped.
 */
const DAY = 24 * 3600;
const expiring = (cacheName: string, maxEntries: number) => ({
  cacheName,
  plugins: [new ExpirationPlugin({ maxEntries, maxAgeSeconds: 120 * DAY })],
});
const files = new CacheFirst(expiring(CACHES.files, 600));
// Addresses under /content carry the digest of what they give: what is kept cannot be stale.
const content = new CacheFirst(expiring(CACHES.content, 2_000));
const lists = new NetworkFirst({ ...expiring(CACHES.lessons, 400), networkTimeoutSeconds: PATIENCE_SECONDS });
const pages = new NetworkFirst({
  cacheName: CACHES.pages,
  networkTimeoutSeconds: PATIENCE_SECONDS,
  plugins: [
    ...expiring(CACHES.pages, 200).plugins,
    { cacheKeyWillBeUsed: async ({ request }) => keptAs(request.url, await whoNow()) },
    // A redirected answer cannot be given to a navigation later.
    { cacheWillUpdate: async ({ response }) => (response.ok && !response.redirected ? response : null) },
  ],
});

/** Who uses this device now; where workers may not read cookies, pages are kept as if only one person did. */
async function whoNow(): Promise<string> {
  const { cookieStore } = self as unknown as {
    cookieStore?: { get(name: string): Promise<{ value?: string } | null> };
  };
  const cookie = await cookieStore?.get(WHO_COOKIE).catch(() => null);
  return whoIn(`${WHO_COOKIE}=${cookie?.value ?? ''}`);
}

precache([
  { url: OFFLINE_PAGE, revision: version },
  { url: SHELL_PAGE, revision: version },
  { url: '/icon.svg', revision: version },
]);
cleanupOutdatedCaches();

/** The program without a page, or the data that it starts with. */
const frameFor = ({ mode }: Request): Promise<Response | undefined> =>
  mode === 'navigate' ? matchPrecache(SHELL_PAGE) : caches.match(SHELL_DATA, { cacheName: CACHES.pages });

const at =
  (kind: ReturnType<typeof kindOf>) =>
  ({ url, sameOrigin }: { url: URL; sameOrigin: boolean }) =>
    sameOrigin && kindOf(url.pathname) === kind;
registerRoute(at('files'), files);
registerRoute(at('content'), content);
registerRoute(at('voices'), ({ request }) => answerRecording(request));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isWhole(url.pathname),
  ({ request, event }) => answerLesson(request, (work) => (event as ExtendableEvent).waitUntil(work)),
);
registerRoute(at('lessons'), lists);
registerRoute(at('pages'), async (options) => {
  if (await keptFor(options.url.pathname)) {
    const frame = await frameFor(options.request);
    if (frame) return frame;
  }
  return pages.handle(options);
});
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isCheck(url.pathname),
  async (options) => {
    const network = new NetworkOnly({ networkTimeoutSeconds: PATIENCE_SECONDS });
    try {
      return await network.handle(options);
    } catch (error) {
      const isKept = await caches.match(VERIFY_PACK, { cacheName: CACHES.lessons });
      const frame = isKept && (await frameFor(options.request));
      if (frame) return frame;
      throw error;
    }
  },
);
registerRoute(({ request }) => request.mode === 'navigate', new NetworkOnly());
setCatchHandler(async ({ request }) => {
  if (request.mode !== 'navigate') return Response.error();
  return (await matchPrecache(OFFLINE_PAGE)) ?? Response.error();
});

/** Keeps these addresses if they may be kept and are not yet; pages anew each time, with the files they name. */
async function keep(paths: readonly string[]): Promise<void> {
  for (const path of paths.slice(0, 400)) {
    const url = new URL(path, self.location.origin);
    if (url.origin !== self.location.origin) continue;
    const kind = kindOf(url.pathname);
    if (kind === 'never' || kind === 'voices') continue;
    const whole = addressOf(url.pathname);
    // The lesson stands for all its pages; only the files of the page are still needed.
    if (whole && !(await keptFor(url.pathname)))
      await fetchLesson(new URL(whole, self.location.origin).href).catch(() => undefined);
    const cache = await caches.open(CACHES[kind]);
    if (kind !== 'pages' && (await cache.match(url.href))) continue;
    const response = await fetch(url.href, { credentials: 'same-origin' }).catch(() => undefined);
    if (!response?.ok || response.redirected) continue;
    const named = kind === 'pages' && response.headers.get('content-type')?.includes('html');
    const html = named ? await response.clone().text() : '';
    if (!whole) await cache.put(keptAs(url.href, await whoNow()), response);
    await keep(filesWith(url.pathname, html));
  }
}

/** The frame's data follow the reader's language: fetched at the start and whenever she changes it. */
async function keepFrameData(): Promise<void> {
  const response = await fetch(SHELL_DATA, { credentials: 'same-origin' }).catch(() => undefined);
  if (response?.ok) await (await caches.open(CACHES.pages)).put(SHELL_DATA, response);
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const response = await fetch(OFFLINE_PAGE, { credentials: 'same-origin' });
      await keep(filesOf(await response.text()));
      await keepFrameData();
      // Larger letters must be within reach without a network too.
      await keep(['/cai-dat']);
      // Whoever reads without a network gets the whole new program before the old one goes, or keeps the old one.
      if (
        (await (await caches.open(CACHES.lessons)).keys()).length > 0 &&
        !(await keepProgram(await frame()))
      )
        throw new Error('the program is not whole');
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    self.clients
      .claim()
      .then(dropOldFiles)
      .catch(() => undefined),
  );
});
// What was open before this worker took over, and pages reached without a new document.
self.addEventListener('message', (event) => {
  const told = (event.data ?? {}) as { opened?: unknown; language?: unknown; program?: unknown };
  // The page says why something could not be kept, and what to do about it.
  const reply = (kept: boolean, isFull = false) => event.ports[0]?.postMessage({ kept, isFull });
  const work = Promise.all([
    Array.isArray(told.opened) ? keep(told.opened.filter((path) => typeof path === 'string')) : undefined,
    told.language ? keepFrameData() : undefined,
    told.program ? frame().then(keepProgram) : undefined,
  ]);
  event.waitUntil(
    work.then(
      ([, , program]) => reply(program !== false),
      (error: unknown) => reply(false, error instanceof DOMException && error.name === 'QuotaExceededError'),
    ),
  );
});
