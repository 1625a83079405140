import { fold } from '#platform/text/fold.ts';
import type { Lesson } from './lesson.ts';

export interface Index {
  readonly entries: readonly { readonly id: string; readonly title: string; readonly all: string }[];
}

/** Folded words of every lesson: title, summary, keywords, and what is said in it. */
export function buildIndex(lessons: readonly Lesson[]): Index {
  return {
    entries: lessons.map((lesson) => ({
      id: lesson.id,
      title: ` ${fold(`${lesson.title.vi} ${lesson.title.en}`)}`,
      all: ` ${fold(
        [
          ...Object.values(lesson.title),
          ...Object.values(lesson.summary),
          ...lesson.keywords,
          ...lesson.steps.flatMap((step) => (step.kind === 'read' ? [step.title, ...step.say] : [step.ask])),
        ].join(' '),
      )}`,
    })),
  };
}

/**
 * Lessons that hold every word of the question, each at the beginning of a word; those with it in the title first.
 *
 * @returns ids, best first; all lessons for an empty question
 */
export function searchLessons(index: Index, question: string): string[] {
  const words = fold(question).split(' ').filter(Boolean);
  const score = (text: string) => words.filter((word) => text.includes(` ${word}`)).length;
  return index.entries
    .filter((entry) => score(entry.all) === words.length)
    .map((entry, order) => ({ id: entry.id, order, inTitle: score(entry.title) }))
    .sort((a, b) => b.inTitle - a.inTitle || a.order - b.order)
    .map((entry) => entry.id);
}
