import type { Language } from '#platform/http/context.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi, en };

/** A sentence of this module in the reader's language. */
export function say(language: Language, key: string, values: Readonly<Record<string, string>> = {}): string {
  return (messages[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
