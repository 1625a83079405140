import type { LessonView, ViewStep } from '../contract.ts';
import { letterOf } from './letters.ts';

type Picture = { readonly url: string; readonly alt: string };
export interface SlideChoice {
  readonly letter: string;
  readonly text: string;
  readonly right: boolean;
}

/** One page on the television of a culture house. */
export type Slide =
  | { readonly kind: 'title'; readonly title: string; readonly text: string; readonly picture?: Picture }
  | {
      readonly kind: 'read';
      readonly title: string;
      readonly lines: readonly string[];
      readonly tip?: string;
      readonly picture?: Picture;
    }
  | { readonly kind: 'ask'; readonly ask: string; readonly choices: readonly SlideChoice[] }
  | {
      readonly kind: 'answer';
      readonly ask: string;
      readonly choices: readonly SlideChoice[];
      /** Why the right ones are. */
      readonly why: readonly string[];
    }
  | { readonly kind: 'end'; readonly title: string };

/** Read from ten steps away: more lines than these would have to be small. */
const MOST_LINES = 3;

/** A lesson as slides: each check twice, first the question, then its answer. */
export function slidesOf(lesson: LessonView): Slide[] {
  const first = lesson.steps.find((step) => step.picture)?.picture;
  return [
    {
      kind: 'title',
      title: lesson.title.vi,
      text: lesson.summary.vi,
      ...(first ? { picture: first } : {}),
    },
    ...lesson.steps.flatMap(slidesOfStep),
    { kind: 'end', title: lesson.title.vi },
  ];
}

function slidesOfStep(step: ViewStep): Slide[] {
  if (step.kind === 'check') {
    const choices = step.choices.map(({ text, right }, place) => ({ letter: letterOf(place), text, right }));
    const why = step.choices.filter(({ right }) => right).map(({ feedback }) => feedback);
    return [
      { kind: 'ask', ask: step.ask, choices },
      { kind: 'answer', ask: step.ask, choices, why },
    ];
  }
  const pages = evenly(step.say, MOST_LINES);
  return pages.map((lines, page) => ({
    kind: 'read',
    title: step.title,
    lines,
    ...(step.picture ? { picture: step.picture } : {}),
    ...(step.tip && page === pages.length - 1 ? { tip: step.tip } : {}),
  }));
}

/** In order, as few parts as can be, none longer than `most`, all about as long. */
function evenly<T>(values: readonly T[], most: number): T[][] {
  const parts = Math.ceil(values.length / most);
  const size = Math.ceil(values.length / parts);
  return Array.from({ length: parts }, (_, part) => values.slice(part * size, (part + 1) * size)).filter(
    (part) => part.length > 0,
  );
}
