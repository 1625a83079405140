import type { Language } from '#platform/http/context.ts';
import type { PopulationFault } from '../domain/population.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi, en };

/** A fault of a population file in words, with the row and column where it stands. */
export function sayFault(
  language: Language,
  fault: PopulationFault | 'future-date' | 'more',
  params: Readonly<Record<string, string | number>> = {},
): string {
  const words = messages[language];
  const fill = (key: string, values: Readonly<Record<string, string | number>>) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  if (typeof fault === 'string') return fill(`population.fault.${fault}`, params);
  const said = fill(`population.fault.${fault.reason}`, { ...params, ...numbersIn(language, fault.params) });
  const column = fill(`population.column.${fault.column}`, {});
  return fill(fault.column === 'file' ? 'population.fault.at-line' : 'population.fault.at-cell', {
    line: fault.line,
    column,
    said,
  });
}

function numbersIn(language: Language, params: PopulationFault['params']): Record<string, string> {
  const write = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB');
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'number' ? write.format(value) : value,
    ]),
  );
}
