/** The caches of this site, none of them named by version: an opened lesson must outlive an update of the program. */
export const CACHES = {
  files: 'bdhvs-files',
  content: 'bdhvs-content',
  pages: 'bdhvs-pages',
  lessons: 'bdhvs-lessons',
} as const;

export const OFFLINE_PAGE = '/ngoai-tuyen';

/** Network slower than this counts as none where something is kept. */
export const PATIENCE_SECONDS = 3;

/** Pages that are the same for everybody, or only hold how far this device's reader is in a lesson. */
const PAGES = /^\/(?:hoc(?:\/.*)?|cai-dat)?$/;
const LESSON_API = /^\/api\/learning\/lessons(?:\/|$)/;

/**
 * What may be kept of an address: a built file, an asset of the content release, an open page with its data, a
 * lesson. Everything else is never kept: personal pages, tests, staff pages, every other API.
 */
export function kindOf(path: string): keyof typeof CACHES | 'never' {
  if (path.startsWith('/_app/immutable/')) return 'files';
  if (path.startsWith('/content/')) return 'content';
  if (LESSON_API.test(path)) return 'lessons';
  const page = path.endsWith('/__data.json') ? path.slice(0, -'/__data.json'.length) || '/' : path;
  return PAGES.test(page) ? 'pages' : 'never';
}

/** The built files and assets that a page's HTML names: what must be kept with it so that it opens offline. */
export function filesOf(html: string): string[] {
  return [...new Set(html.match(/\/(?:_app\/immutable|content)\/[\w./-]+\w/g) ?? [])];
}
