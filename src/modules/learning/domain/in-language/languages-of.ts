import { isContentLanguage, VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import type { LessonView } from '../contract.ts';

/** Languages besides Vietnamese in which at least one step can be read or heard. */
export const languagesOf = ({ variants = {}, steps }: Pick<LessonView, 'variants' | 'steps'>) =>
  [
    ...new Set([
      ...Object.keys(variants).filter((code) => Object.keys(variants[code]!.steps).length > 0),
      ...steps.flatMap(({ voices = [] }) => voices.map(({ language }) => language)),
    ]),
  ].filter(isContentLanguage);

/** Languages besides Vietnamese in which at least one step of these can be read. */
export const writtenIn = (lessons: readonly Pick<LessonView, 'variants'>[]) =>
  VARIANT_LANGUAGES.filter((code) =>
    lessons.some(({ variants }) => Object.keys(variants?.[code]?.steps ?? {}).length > 0),
  );
