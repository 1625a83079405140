/** The caches of this site, none of them named by version: an opened lesson must outlive an update of the program. */
export const CACHES = {
  files: 'bdhvs-files',
  content: 'bdhvs-content',
  pages: 'bdhvs-pages',
  lessons: 'bdhvs-lessons',
} as const;

export const OFFLINE_PAGE = '/ngoai-tuyen';

/** The program without a page: shows any lesson that is kept, at any of its addresses. */
export const SHELL_PAGE = '/khung';
/** What the layout around every page asks the server for: language and how the reader reads. */
export const SHELL_DATA = '/khung/__data.json';

/** Network slower than this counts as none where something is kept. */
export const PATIENCE_SECONDS = 3;

/** Pages that are the same for everybody, or only hold how far this device's reader is in a lesson. */
const PAGES = /^\/(?:hoc(?:\/.*)?|luyen-tap(?:\/(?!lam-chung).*)?|cai-dat)?$/;
/** Pages under /hoc that are no lesson's. */
const NOT_LESSONS = new Set(['chuong-trinh', 'tai-ve']);
const LESSON_API =
  /^\/api\/(?:learning\/(?:(?:lessons|programmes)(?:\/|$)|catalogue$|packs$)|practice\/scenes(?:\/|$))/;

/**
 * What may be kept of an address: a built file, an asset of the content release, an open page with its data, a
 * lesson or practice scene. Everything else is never kept: personal pages, tests, staff pages, every other API.
 */
export function kindOf(path: string): keyof typeof CACHES | 'never' {
  if (path.startsWith('/_app/immutable/')) return 'files';
  if (path.startsWith('/content/')) return 'content';
  if (LESSON_API.test(path)) return 'lessons';
  const page = path.endsWith('/__data.json') ? path.slice(0, -'/__data.json'.length) || '/' : path;
  return PAGES.test(page) ? 'pages' : 'never';
}

/** The lesson that a page's address, or its data's, belongs to; undefined for other pages. */
export function lessonOf(path: string): string | undefined {
  const lesson = /^\/hoc\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1];
  return lesson && !NOT_LESSONS.has(lesson) ? lesson : undefined;
}

/** Whether this is the address of one whole lesson. */
export const isLesson = (path: string): boolean => /^\/api\/learning\/lessons\/[a-z0-9-]+$/.test(path);

/** Where a lesson is kept: the address by which its pages ask for it. */
export const lessonAddress = (lesson: string): string => `/api/learning/lessons/${lesson}`;

/** The built files and assets that a page's HTML names: what must be kept with it so that it opens offline. */
export function filesOf(html: string): string[] {
  return [...new Set(html.match(/\/(?:_app\/immutable|content)\/[\w./-]+\w/g) ?? [])];
}
