import { addressOf, CACHES, filesOf } from './rules.ts';

/*
 * A lesson is kept whole: its text with every step and check, and its pictures; a practice scene likewise. Where it is kept, nothing of it waits
 * for the network; once a day, when it is opened, a newer version is fetched for the next time.
 */
const DAY_MS = 24 * 3600_000;
/** When this device fetched it, milliseconds; ours alone, no server sends it. */
const KEPT_AT = 'x-bdhvs-kept-at';

/** What is kept for this page, or for its data; undefined where nothing is. */
export async function keptFor(path: string): Promise<Response | undefined> {
  const address = addressOf(path);
  return address ? (await caches.open(CACHES.lessons)).match(address) : undefined;
}

/** Gives the kept lesson at once, or fetches and keeps it. */
export async function answerLesson(
  request: Request,
  later: (work: Promise<unknown>) => void,
): Promise<Response> {
  const kept = await (await caches.open(CACHES.lessons)).match(request.url);
  if (!kept) return fetchLesson(request.url);
  if (Date.now() - Number(kept.headers.get(KEPT_AT) ?? 0) > DAY_MS)
    later(fetchLesson(request.url).catch(() => undefined));
  return kept;
}

/** Fetches a lesson and keeps it with its pictures; a lesson that cannot be kept is still given. */
export async function fetchLesson(address: string): Promise<Response> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) return response;
  const text = await response.text();
  const make = () =>
    new Response(text, {
      headers: {
        'content-type': response.headers.get('content-type') ?? 'application/json',
        [KEPT_AT]: String(Date.now()),
      },
    });
  try {
    await keepPictures(text);
    await (await caches.open(CACHES.lessons)).put(address, make());
  } catch {
    // The device is full: what was kept before stays, and this lesson is read from the network.
  }
  return make();
}

/** The pictures first: a lesson counts as kept only when it is whole. */
async function keepPictures(lesson: string): Promise<void> {
  const cache = await caches.open(CACHES.content);
  for (const address of filesOf(lesson)) {
    if (await cache.match(address)) continue;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`picture ${response.status}`);
    await cache.put(address, response);
  }
}
