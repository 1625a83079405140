import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import type { ContentLanguage } from '#platform/text/languages.ts';

type Key = keyof typeof vi;
export type Say = (key: Key, params?: Readonly<Record<string, string | number>>) => string;

/** What headings and frames of a material are written in: nobody has translated them into others than these. */
export const framesOf = (language: ContentLanguage): 'vi' | 'en' => (language === 'en' ? 'en' : 'vi');

/** The words around a lesson that is printed or read out, in the language nearest to its own. */
export function sayIn(language: ContentLanguage): Say {
  const words = framesOf(language) === 'en' ? en : vi;
  return (key, params = {}) =>
    words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** In Vietnamese. */
export const say = sayIn('vi');

/** A day as it is written in Vietnam. @param day YYYY-MM-DD */
export const writtenDay = (day: string): string => day.split('-').reverse().join('/');
