import type { Pack } from '../../domain/contract.ts';

/*
 * What the service worker keeps on this device (src/service-worker/rules.ts names the same places): a lesson or practice
 * scene under the address by which its pages ask for it, its pictures under their own.
 */
const WHOLE = 'bdhvs-lessons';
const PICTURES = 'bdhvs-content';
const PICTURE = /\/content\/[\w./-]+\w/g;
const isWhole = /^\/api\/(?:learning\/lessons|practice\/scenes)\/[a-z0-9-]+$/;

/** One thing to take along. */
export interface Item {
  /** Where it is kept. */
  readonly address: string;
  /** Where this version of it is fetched. */
  readonly from: string;
  readonly version: string;
  /** Bytes to bring over, compressed, without its pictures. */
  readonly bytes: number;
  readonly files: readonly { readonly url: string; readonly bytes: number }[];
}

export const itemOf = (pack: Pack): Item => ({
  ...pack,
  address: `/api/learning/lessons/${pack.lesson}`,
  from: `/api/learning/packs/${pack.lesson}/${pack.version}`,
});

export interface Kept {
  readonly version: string;
  readonly pictures: readonly string[];
  readonly title?: { readonly vi: string; readonly en: string };
}

/** Whether this browser can keep anything: it cannot in some private windows and without https. */
export const canKeep = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;

/** What is on this device, by address; empty where nothing can be kept. */
export async function listKept(): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  if (!('caches' in globalThis)) return kept;
  const cache = await caches.open(WHOLE);
  for (const request of await cache.keys()) {
    const address = new URL(request.url).pathname;
    const text = isWhole.test(address) && (await (await cache.match(request))?.text());
    if (!text) continue;
    const { version = '', title } = JSON.parse(text) as { version?: string; title?: Kept['title'] };
    kept.set(address, { version, pictures: text.match(PICTURE) ?? [], ...(title ? { title } : {}) });
  }
  return kept;
}

/** Lessons on this device, by name. */
export async function listKeptLessons(): Promise<{ id: string; title: NonNullable<Kept['title']> }[]> {
  return [...(await listKept())]
    .flatMap(([address, { title }]) => (title ? [{ id: address.split('/').at(-1)!, title }] : []))
    .sort((one, two) => one.title.vi.localeCompare(two.title.vi, 'vi'));
}

/** Fetches one thing with its pictures and keeps it. What is there already is not fetched again. */
export async function keepItem(item: Item, signal: AbortSignal): Promise<void> {
  const pictures = await caches.open(PICTURES);
  for (const { url } of item.files) {
    if (!(await pictures.match(url))) await pictures.put(url, await fetchWhole(url, signal));
  }
  const body = await (await fetchWhole(item.from, signal)).text();
  const headers = { 'content-type': 'application/json', 'x-bdhvs-kept-at': String(Date.now()) };
  // Last, so that what is there is there whole.
  await (await caches.open(WHOLE)).put(item.address, new Response(body, { headers }));
}

async function fetchWhole(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Takes things off the device; pictures that something else shows stay. */
export async function drop(addresses: readonly string[]): Promise<void> {
  const kept = await listKept();
  const staying = new Set(
    [...kept].filter(([address]) => !addresses.includes(address)).flatMap(([, one]) => one.pictures),
  );
  const [whole, pictures] = await Promise.all([caches.open(WHOLE), caches.open(PICTURES)]);
  for (const address of addresses) {
    await whole.delete(address);
    for (const url of kept.get(address)?.pictures ?? []) if (!staying.has(url)) await pictures.delete(url);
  }
}
