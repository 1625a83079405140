export interface KeptLesson {
  readonly path: string;
  readonly title: string;
}

/** Lessons whose pages the service worker keeps on this device, named by their own titles; `[]` where it has none. */
export async function listKeptLessons(): Promise<KeptLesson[]> {
  if (!('caches' in globalThis)) return [];
  const cache = await caches.open('bdhvs-pages');
  const found: KeptLesson[] = [];
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (!/^\/hoc\/[^/]+$/.test(path)) continue;
    const html = (await (await cache.match(request))?.text()) ?? '';
    const title = new DOMParser().parseFromString(html, 'text/html').title.split(' · ')[0];
    if (title) found.push({ path, title });
  }
  return found.sort((one, two) => one.title.localeCompare(two.title, 'vi'));
}
