import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView } from '../contract.ts';
import { lessonIn, type WrittenStep } from '../in-language/lesson.ts';
import { letterOf } from './letters.ts';

type Picture = { readonly url: string; readonly alt: string };
export interface SlideChoice {
  readonly letter: string;
  readonly text: string;
  readonly right: boolean;
}

/** One page on the television of a culture house. */
export type Slide = {
  /** What it is written in. */
  readonly language: ContentLanguage;
  /** The Vietnamese words have changed since it was translated. */
  readonly outdated: boolean;
} & (
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
  | { readonly kind: 'end'; readonly title: string }
);

/** Read from ten steps away: more lines than these would have to be small. */
const MOST_LINES = 3;

/**
 * A lesson as slides: each check twice, first the question, then its answer.
 *
 * @param chain languages to show it in, the dearest first
 */
export function slidesOf(lesson: LessonView, chain: readonly ContentLanguage[] = ['vi']): Slide[] {
  const { title, summary, steps } = lessonIn(lesson, chain);
  const first = steps.find(({ step }) => step.picture)?.step.picture;
  const head = { language: title.language, outdated: title.outdated, title: title.text };
  return [
    { kind: 'title', ...head, text: summary.text, ...(first ? { picture: first } : {}) },
    ...steps.flatMap(slidesOfStep),
    { kind: 'end', ...head, outdated: false },
  ];
}

function slidesOfStep({ step, language, outdated }: WrittenStep): Slide[] {
  const how = { language, outdated };
  if (step.kind === 'check') {
    const choices = step.choices.map(({ text, right }, place) => ({ letter: letterOf(place), text, right }));
    const why = step.choices.filter(({ right }) => right).map(({ feedback }) => feedback);
    return [
      { kind: 'ask', ...how, ask: step.ask, choices },
      { kind: 'answer', ...how, ask: step.ask, choices, why },
    ];
  }
  const pages = evenly(step.say, MOST_LINES);
  return pages.map((lines, page) => ({
    kind: 'read',
    ...how,
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
