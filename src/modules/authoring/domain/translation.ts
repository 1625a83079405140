import type { Variant } from '#modules/learning/index.ts';
import type { VariantLanguage } from '#platform/text/languages.ts';
import type { DraftLesson } from './draft.ts';

/** All that is translated into a language; the English title and summary from where they stand. */
export function translationsIn(draft: DraftLesson, language: VariantLanguage): Variant {
  const own = draft.translations[language] ?? {};
  if (language !== 'en') return own;
  const whole = (['title', 'summary'] as const).map((key) => [
    key,
    { text: draft[key].en, of: own[key]?.of ?? draft[key].vi },
  ]);
  return { ...own, ...(Object.fromEntries(whole) as Variant) };
}
