import { isContentLanguage, type ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView } from './contract.ts';

/** Languages besides Vietnamese in which at least one step can be read or heard. */
export const languagesOf = ({ variants = {}, steps }: Pick<LessonView, 'variants' | 'steps'>) =>
  [
    ...new Set([
      ...Object.keys(variants).filter((code) => Object.keys(variants[code]!.steps).length > 0),
      ...steps.flatMap(({ voices = [] }) => voices.map(({ language }) => language)),
    ]),
  ].filter(isContentLanguage);

/** What stands above a lesson, in the first language of the chain that has it. */
export function titleIn(
  lesson: Pick<LessonView, 'title' | 'summary' | 'variants'>,
  chain: readonly ContentLanguage[],
  part: 'title' | 'summary',
): { readonly text: string; readonly language: ContentLanguage } {
  for (const language of chain) {
    const text =
      language === 'vi' || language === 'en' ? lesson[part][language] : lesson.variants?.[language]?.[part];
    if (text) return { text, language };
  }
  return { text: lesson[part].vi, language: 'vi' };
}
