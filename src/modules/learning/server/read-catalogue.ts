import type { Context } from '#platform/http/context.ts';
import type { LessonCard, LessonView, ProgrammeCard, ProgrammeSummary } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { searchLessons } from '../domain/search.ts';
import { libraryOf } from './library.ts';

/** All programmes, the same for everybody. */
export async function readCatalogue({ content }: Context): Promise<{ programmes: ProgrammeCard[] }> {
  return { programmes: [...libraryOf(content()).programmes] };
}

/** The same without their lessons. */
export async function readProgrammes({ content }: Context): Promise<{ programmes: ProgrammeSummary[] }> {
  return { programmes: [...libraryOf(content()).summaries] };
}

/** @throws Refusal `learning/programme-not-found` */
export async function readProgramme({ content }: Context, id: string): Promise<ProgrammeCard> {
  return (
    libraryOf(content()).programmes.find((programme) => programme.id === id) ?? refuse('programme-not-found')
  );
}

/** Lessons that hold every word of the question; all of them for an empty one. */
export async function findLessons(
  { content }: Context,
  question: string,
): Promise<{ lessons: LessonCard[] }> {
  const library = libraryOf(content());
  return { lessons: searchLessons(library.index, question).flatMap((id) => library.cards.get(id) ?? []) };
}

/** @throws Refusal `learning/lesson-not-found` */
export async function readLesson({ content }: Context, id: string): Promise<LessonView> {
  return libraryOf(content()).lessons.get(id) ?? refuse('lesson-not-found');
}
