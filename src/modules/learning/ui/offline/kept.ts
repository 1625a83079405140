import type { Pack } from '../../domain/contract.ts';

/*
 * What the service worker keeps on this device (src/service-worker/rules.ts names the same places): a lesson under the
 * address by which its pages ask for it, its pictures under their own.
 */
const LESSONS = 'bdhvs-lessons';
const PICTURES = 'bdhvs-content';
export const lessonAddress = (lesson: string): string => `/api/learning/lessons/${lesson}`;
const isLesson = /^\/api\/learning\/lessons\/([a-z0-9-]+)$/;

export interface KeptLesson {
  readonly id: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly version: string;
  readonly pictures: readonly string[];
}

/** Whether this browser can keep anything: it cannot in some private windows and without https. */
export const canKeep = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;

/** The lessons on this device, by id; empty where nothing can be kept. */
export async function listKept(): Promise<Map<string, KeptLesson>> {
  const kept = new Map<string, KeptLesson>();
  if (!('caches' in globalThis)) return kept;
  const cache = await caches.open(LESSONS);
  for (const request of await cache.keys()) {
    const id = isLesson.exec(new URL(request.url).pathname)?.[1];
    const lesson = id && ((await (await cache.match(request))?.json()) as Readable | undefined);
    if (!lesson) continue;
    const pictures = (lesson.steps ?? []).flatMap((step) => step.picture?.url ?? []);
    kept.set(id, { id, title: lesson.title, version: lesson.version ?? '', pictures });
  }
  return kept;
}

interface Readable {
  readonly title: KeptLesson['title'];
  readonly version?: string;
  readonly steps?: readonly { readonly picture?: { readonly url: string } }[];
}

/** Fetches one lesson with its pictures and keeps it. What is there already is not fetched again. */
export async function keepPack(pack: Pack, signal: AbortSignal): Promise<void> {
  const pictures = await caches.open(PICTURES);
  for (const { url } of pack.files) {
    if (!(await pictures.match(url))) await pictures.put(url, await fetchWhole(url, signal));
  }
  const address = `/api/learning/packs/${pack.lesson}/${pack.version}`;
  const body = await (await fetchWhole(address, signal)).text();
  const headers = { 'content-type': 'application/json', 'x-bdhvs-kept-at': String(Date.now()) };
  // Last, so that a lesson that is there is there whole.
  await (await caches.open(LESSONS)).put(lessonAddress(pack.lesson), new Response(body, { headers }));
}

async function fetchWhole(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Takes lessons off the device; pictures that another lesson shows stay. */
export async function dropLessons(ids: readonly string[]): Promise<void> {
  const kept = await listKept();
  const going = new Set(ids);
  const staying = new Set(
    [...kept.values()].filter(({ id }) => !going.has(id)).flatMap((one) => one.pictures),
  );
  const [lessons, pictures] = await Promise.all([caches.open(LESSONS), caches.open(PICTURES)]);
  for (const id of ids) {
    await lessons.delete(lessonAddress(id));
    for (const url of kept.get(id)?.pictures ?? []) if (!staying.has(url)) await pictures.delete(url);
  }
}
