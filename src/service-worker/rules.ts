import { FIRST } from '../platform/http/who.ts';

/** The caches of this site, none of them named by version: an opened lesson must outlive an update of the program. */
export const CACHES = {
  files: 'bdhvs-files',
  content: 'bdhvs-content',
  voices: 'bdhvs-voices',
  pages: 'bdhvs-pages',
  lessons: 'bdhvs-lessons',
} as const;

export const OFFLINE_PAGE = '/ngoai-tuyen';

/** The program without a page: shows any lesson or practice scene that is kept, at any of its addresses. */
export const SHELL_PAGE = '/khung';
/** What the layout around every page asks the server for: language and how the reader reads. */
export const SHELL_DATA = '/khung/__data.json';

/** Network slower than this counts as none where something is kept. */
export const PATIENCE_SECONDS = 3;

/**
 * Pages that are the same for everybody, or only hold how far this device's people are in their lessons: changing over
 * from one to another needs no network.
 */
const PAGES = /^\/(?:hoc(?:\/.*)?|luyen-tap(?:\/(?!lam-chung).*)?|cai-dat|on-tap|bat-dau|gia-dinh)?$/;
const LESSON_API =
  /^\/api\/(?:learning\/(?:(?:lessons|programmes)(?:\/|$)|catalogue$|packs$|placement$)|practice\/(?:scenes(?:\/|$)|packs$))/;

/** What checks certificates without a network; only whoever took it along has it (credentials' `ui/offline/kept-pack.ts`). */
export const VERIFY_PACK = '/api/credentials/pack';
/**
 * Pages that check a certificate, or their data. They are never kept, as they name people: where the pack is kept, the
 * program's frame shows them.
 */
export const isCheck = (path: string): boolean =>
  /^\/(?:C\/\w+|xac-minh\/ngoai-tuyen)(?:\/__data\.json)?$/.test(path);

/** Recordings are many: only who takes a lesson along with its voice keeps them; the page does, not this worker. */
const RECORDING = /\.(?:opus|webm|m4a|mp3)$/;

/**
 * Under which address a page is kept: what it says of a reader is for nobody else who uses the device.
 *
 * @param who as `whoIn` of the platform tells it
 */
export function keptAs(href: string, who: string): string {
  const url = new URL(href);
  if (who === FIRST || url.pathname.startsWith('/gia-dinh') || kindOf(url.pathname) !== 'pages') return href;
  url.searchParams.set('bdhvs-who', who);
  return url.href;
}

/**
 * What may be kept of an address: a built file, an asset of the content release, an open page with its data, a
 * lesson or practice scene. Everything else is never kept: personal pages, tests, staff pages, every other API.
 */
export function kindOf(path: string): keyof typeof CACHES | 'never' {
  if (path.startsWith('/_app/immutable/')) return 'files';
  if (path.startsWith('/content/')) return RECORDING.test(path) ? 'voices' : 'content';
  if (LESSON_API.test(path)) return 'lessons';
  const page = path.endsWith('/__data.json') ? path.slice(0, -'/__data.json'.length) || '/' : path;
  return PAGES.test(page) ? 'pages' : 'never';
}

/** Pages beside the lessons and the scenes that are none. */
const NONE = new Set(['hoc/chuong-trinh', 'hoc/tai-ve', 'hoc/khoa-hoc-ngoai', 'luyen-tap/lam-chung']);
const ADDRESSES: Readonly<Record<string, string>> = {
  hoc: '/api/learning/lessons/',
  'luyen-tap': '/api/practice/scenes/',
};

/** Where the lesson or practice scene of a page, or of its data, is kept; undefined for other pages. */
export function addressOf(path: string): string | undefined {
  const [, area, id] = /^\/(hoc|luyen-tap)\/([a-z0-9-]+)(?:\/|$)/.exec(path) ?? [];
  return area && id && !NONE.has(`${area}/${id}`) ? `${ADDRESSES[area]}${id}` : undefined;
}

/** Whether this is the address of one whole lesson or scene. */
export const isWhole = (path: string): boolean =>
  /^\/api\/(?:learning\/lessons|practice\/scenes)\/[a-z0-9-]+$/.test(path);

/** Where people choose what to take along: this page names all pictures, and shows none. */
const TAKE_ALONG = '/hoc/tai-ve';

/** What must be kept with a page so that it opens offline. Nothing that somebody has yet to choose, whose size she reads first. */
export const filesWith = (path: string, html: string): string[] =>
  filesOf(html).filter((file) => path !== TAKE_ALONG || kindOf(file) === 'files');

/** The built files and pictures that a page's HTML names. */
export function filesOf(html: string): string[] {
  const named = new Set(html.match(/\/(?:_app\/immutable|content)\/[\w./-]+\w/g) ?? []);
  return [...named].filter((path) => !RECORDING.test(path));
}

/** The bytes that a player asks for of a kept recording: the first and the last, or undefined for all of it. */
export function partOf(range: string | null, size: number): readonly [number, number] | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined || Number(from) >= size) return undefined;
  const last = to ? Math.min(Number(to), size - 1) : size - 1;
  return last < Number(from) ? undefined : [Number(from), last];
}
