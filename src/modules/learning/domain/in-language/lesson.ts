import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView, ViewStep } from '../contract.ts';
import { titleIn, wordsIn, type Said } from './heading.ts';
import { stepIn, type ShownStep } from './step.ts';

/** A step as it is read, beside the Vietnamese one that its rules are worked out from. */
export interface WrittenStep extends ShownStep {
  readonly source: ViewStep;
}

/** A whole lesson as a reader of these languages gets it, for what is printed or read out at once. */
export interface WrittenLesson {
  /** Of nearly all of it: what the chain begins with. */
  readonly language: ContentLanguage;
  readonly title: Said;
  readonly summary: Said;
  readonly steps: readonly WrittenStep[];
}

/** @param chain the dearest first; Vietnamese where none of them is there */
export function lessonIn(lesson: LessonView, chain: readonly ContentLanguage[]): WrittenLesson {
  const steps = lesson.steps.map((source) => ({ ...stepIn(lesson, source, chain), source }));
  return {
    language: chain[0] ?? 'vi',
    title: titleIn(lesson, chain),
    summary: wordsIn(lesson, 'summary', chain),
    steps,
  };
}

/** Whether any of it was made from other Vietnamese words than stand there now. */
export const isOutdated = ({ title, summary, steps }: WrittenLesson): boolean =>
  title.outdated || summary.outdated || steps.some(({ outdated }) => outdated);

/** Steps that are not there in the language that was asked for. */
export const stepsMissing = ({ language, steps }: WrittenLesson): number =>
  steps.filter((step) => step.language !== language).length;
