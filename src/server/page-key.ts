import type { IncomingMessage } from 'node:http';
import { CONTENT_LANGUAGES } from '#platform/text/languages.ts';
import { pickLanguage } from '#platform/http/language.ts';

/** What makes two readers' pages the same bytes: only then may one be given the other's. */
export interface PageKey {
  /** Path, language, letters and colours of the reader, as one line. */
  readonly key: string;
  /** The reader's choices as a cookie header that says nothing else. */
  readonly cookie: string;
}

/** Pages that show nothing of a person who is not known. Their figures change with the content release, or not at all. */
const SAME_FOR_ALL = [
  /^\/$/,
  /^\/hoc$/,
  /^\/hoc\/chuong-trinh\/[a-z0-9-]{1,80}$/,
  /^\/hoc\/[a-z0-9-]{1,80}$/,
  /^\/hoc\/[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/,
  /^\/xac-minh$/,
];
/** Pages of figures that are published a few times a day: kept for a moment only. */
const FOR_A_MOMENT = [/^\/so-lieu$/];
const MOMENT_MS = 10_000;

/** How long a page may be kept, milliseconds; 0 for pages that are made anew each time. */
export function keptFor(path: string): number {
  if (SAME_FOR_ALL.some((pattern) => pattern.test(path))) return Number.POSITIVE_INFINITY;
  return FOR_A_MOMENT.some((pattern) => pattern.test(path)) ? MOMENT_MS : 0;
}

/** Cookies that say how somebody reads, with the values they may have; the first is what she has without one. */
const READS: Readonly<Record<string, readonly string[]>> = {
  lang: ['vi', 'en'],
  text: ['1', '2', '3'],
  theme: ['auto', 'light', 'dark', 'contrast'],
  speed: ['0.85', '0.7', '1', '1.15'],
  bai: ['', ...CONTENT_LANGUAGES],
};

/** Cookies that no page of ours reads: what a phone took along (learning's `taken.ts`). */
const FOR_THE_BROWSER = new Set(['taken']);

/**
 * The key of a page that may be given to everybody who reads the same way; undefined where the page must be made for
 * this reader: she sends a form or a question, or any cookie that says more than how she reads.
 */
export function pageKey(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): PageKey | undefined {
  const path = request.url ?? '';
  if (request.method !== 'GET' || keptFor(path) === 0 || request.headers.authorization) return undefined;
  const chosen = new Map<string, string>();
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    if (pair.trim() === '') continue;
    const [name = '', value = ''] = pair.trim().split('=', 2);
    if (FOR_THE_BROWSER.has(name)) continue;
    if (!Object.hasOwn(READS, name) || !READS[name]!.includes(value) || chosen.has(name)) return undefined;
    chosen.set(name, value);
  }
  chosen.set('lang', pickLanguage(chosen.get('lang'), request.headers['accept-language']));
  const reads = Object.entries(READS).map(([name, [first]]) => `${name}=${chosen.get(name) ?? first}`);
  return { key: `${path} ${reads.join(' ')}`, cookie: reads.join('; ') };
}
