import { matchPrecache } from 'workbox-precaching';
import { walkProgram } from './program.ts';
import { CACHES, SHELL_PAGE } from './rules.ts';

/** The frame, as it is now: while this worker is being installed, nothing else of it can be relied on. */
export async function frame(): Promise<string> {
  return ((await matchPrecache(SHELL_PAGE)) ?? (await fetch(SHELL_PAGE))).text();
}

/** Every file that learners' pages may need: what a page asks for later, such as the recorder of answers, no page's text names. */
export async function keepProgram(html: string): Promise<boolean> {
  const cache = await caches.open(CACHES.files);
  const { isWhole } = await walkProgram(html, async (path) => {
    const kept = await cache.match(path);
    if (kept) return kept.text();
    const response = await fetch(path).catch(() => undefined);
    if (!response?.ok) return undefined;
    await cache.put(path, response.clone());
    return response.text();
  });
  return isWhole;
}

/** Built files of earlier versions that no kept page needs any more. */
export async function dropOldFiles(): Promise<void> {
  const [cache, kept] = await Promise.all([caches.open(CACHES.files), caches.open(CACHES.pages)]);
  const needed = new Set<string>();
  const pages = await Promise.all((await kept.keys()).map(async (page) => (await kept.match(page))?.text()));
  for (const html of [await frame(), ...pages]) {
    const { files } = await walkProgram(html ?? '', async (path) => (await cache.match(path))?.text());
    for (const file of files) needed.add(file);
  }
  for (const request of await cache.keys())
    if (!needed.has(new URL(request.url).pathname)) await cache.delete(request);
}
