import type { Language } from '#platform/http/context.ts';
import type { UnitItemView } from '../../domain/exchange-contract.ts';
import type { DraftFault } from '../../domain/exchange/draft-faults.ts';
import type { Refused } from '../../domain/exchange/exchanged.ts';
import en from '../../messages/en.json' with { type: 'json' };
import vi from '../../messages/vi.json' with { type: 'json' };

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi, en };

/** A fault of a draft in words. */
export function sayFault(
  language: Language,
  { code, detail, severity }: DraftFault,
): UnitItemView['faults'][number] {
  return { what: (messages[language][`own.fault.${code}`] ?? code).replace('{detail}', detail), severity };
}

/** Where a file is broken: a line by its number, anything else by its name. */
export function sayDetail(language: Language, detail: string): string {
  return /^\d+$/.test(detail) ? messages[language]['place.line']!.replace('{line}', detail) : detail;
}

/** Why a question cannot be taken, in words. */
export function sayReason(
  language: Language,
  { reason, detail }: Pick<Refused, 'reason' | 'detail'>,
): string {
  return (messages[language][`reason.${reason}`] ?? reason).replace('{detail}', detail);
}
