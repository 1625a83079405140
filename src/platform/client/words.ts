import { getContext, setContext } from 'svelte';

export type Language = 'vi' | 'en';
export type Params = Readonly<Record<string, string | number>>;

const KEY = Symbol('language');

/** Called once, by the root layout: every component below speaks this language. */
export function provideLanguage(current: () => Language): void {
  setContext(KEY, current);
}

export function useLanguage(): () => Language {
  return getContext<(() => Language) | undefined>(KEY) ?? (() => 'vi');
}

/**
 * The words of a module, in the reader's language. Call it while a component is being made.
 *
 * @example const t = useWords(messages); … t('lesson.minutes', { minutes: 4 })
 */
export function useWords<W extends Readonly<Record<string, string>>>(messages: {
  vi: W;
  en: Readonly<Record<keyof W, string>>;
}) {
  const language = useLanguage();
  return (key: keyof W & string, params?: Params): string =>
    fill(messages[language()][key] ?? String(key), params);
}

/** Puts values into `{name}` places. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}
