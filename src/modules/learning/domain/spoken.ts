import type { CheckStep, Lesson, ReadStep } from './lesson.ts';

/** The words of a step, in a file or on a page. */
export type Words =
  | Omit<ReadStep, 'picture'>
  | (Omit<CheckStep, 'picture' | 'choices'> & {
      readonly choices: readonly Omit<CheckStep['choices'][number], 'picture'>[];
    });

/** One thing that is read aloud, in the order in which a page speaks it. */
export interface Spoken {
  readonly step: string;
  readonly text: string;
}

/** What a step says: title, sentences and tip; or the question, its choices, and the words after each choice. */
export function spokenOfStep(step: Words): string[] {
  return step.kind === 'read'
    ? [step.title, ...step.say, ...(step.tip ? [step.tip] : [])]
    : [step.ask, ...step.choices.flatMap((choice) => [choice.text, choice.feedback])];
}

/** Everything a lesson says, step by step. */
export const spokenOf = (lesson: Lesson): Spoken[] =>
  lesson.steps.flatMap((step) => spokenOfStep(step).map((text) => ({ step: step.id, text })));
