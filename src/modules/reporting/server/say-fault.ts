import type { Language } from '#platform/http/context.ts';
import { numberFaults } from '#platform/text/number-entry.ts';
import { sayNumberFault } from '#platform/text/number-fault-words.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi, en };

/** A sentence of this module in the reader's language; what is wrong with a typed number is said as everywhere. */
export function say(language: Language, key: string, values: Readonly<Record<string, string>> = {}): string {
  const fault = numberFaults.find((one) => key === `fault.${one}`);
  if (fault) return sayNumberFault(language, fault, values['typed'] ?? '');
  return (messages[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
