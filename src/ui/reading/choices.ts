import { CONTENT_LANGUAGES } from '#platform/text/languages.ts';

/** What a reader may choose, each kept in a cookie of the same name; the first is what she has until she chooses. */
export const READING = {
  text: ['1', '2', '3'],
  theme: ['auto', 'light', 'dark', 'contrast'],
  speed: ['0.85', '0.7', '1', '1.15'],
  lang: ['vi', 'en'],
  /** What lessons are written and said in, where they are; empty: as the screens. */
  bai: ['', ...CONTENT_LANGUAGES],
} as const;

export type ReadingName = keyof typeof READING;
export type ReadingChoices = { readonly [Name in ReadingName]: (typeof READING)[Name][number] };

/** A year: reading habits change slowly. */
export const READING_SECONDS = 365 * 24 * 3600;

/** The choices among these values that are real ones; whatever else stands there is left out. */
export function readChoices(values: (name: ReadingName) => unknown): Partial<ReadingChoices> {
  const found: Partial<Record<ReadingName, string>> = {};
  for (const name of Object.keys(READING) as ReadingName[]) {
    const value = values(name);
    if (typeof value === 'string' && (READING[name] as readonly string[]).includes(value))
      found[name] = value;
  }
  return found as Partial<ReadingChoices>;
}

/**
 * A path of this site to go on to, and nothing else: an address that would lead to another site becomes `/`.
 *
 * @example safePath('//evil.example') === '/'
 */
export function safePath(value: unknown): string {
  return typeof value === 'string' && value.length <= 500 && /^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(value)
    ? value
    : '/';
}
