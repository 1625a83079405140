import type { Language } from '#platform/http/context.ts';
import type { DraftFault } from '../domain/check.ts';
import type { FaultView } from '../domain/contract.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi, en };

export function sayWord(
  language: Language,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return (messages[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) =>
    String(params[name] ?? ''),
  );
}

export function sayFault(language: Language, fault: DraftFault): FaultView {
  const { language: told } = fault.params;
  const params =
    told === undefined ? fault.params : { ...fault.params, name: sayWord(language, `language.${told}`) };
  return {
    at: fault.at.join('.'),
    what: sayWord(language, `fault.${fault.code}`, params),
    severity: fault.severity,
  };
}
