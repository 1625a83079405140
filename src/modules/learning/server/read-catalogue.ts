import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { LessonCard, LessonView, ProgrammeCard, ProgrammeSummary } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { searchLessons } from '../domain/search.ts';
import { libraryIn } from './library-in.ts';
import { libraryOf } from './library.ts';
import { localProgrammes } from './local.ts';
import { languagesOfReader, libraryAt, libraryFor, libraryHolding } from './reader.ts';
import type { LearningTables } from './tables.ts';

/** All programmes, with those of the reader's own units. */
export async function readCatalogue(
  context: Context<LearningTables>,
): Promise<{ programmes: ProgrammeCard[] }> {
  return { programmes: [...(await libraryFor(context)).programmes] };
}

/** The same without their lessons. */
export async function readProgrammes(
  context: Context<LearningTables>,
): Promise<{ programmes: ProgrammeSummary[] }> {
  return { programmes: [...(await libraryFor(context)).summaries] };
}

/** @throws Refusal `learning/programme-not-found` */
export async function readProgramme(context: Context<LearningTables>, id: string): Promise<ProgrammeCard> {
  const release = context.content();
  const own = await libraryFor(context);
  // A unit's own way is open to whoever has its address.
  const local = localProgrammes(release).find(({ programme }) => programme.id === id);
  const theirs = local && libraryAt(release, await treeOf(context.db), local.unit);
  const libraries = [own, ...(theirs ? [libraryIn(theirs, languagesOfReader(context))] : [])];
  const found = libraries.flatMap(({ programmes }) => programmes).find((one) => one.id === id);
  return found ?? refuse('programme-not-found');
}

/** Lessons that hold every word of the question; all of them for an empty one. */
export async function findLessons(
  context: Context<LearningTables>,
  question: string,
): Promise<{ lessons: LessonCard[] }> {
  const library = await libraryFor(context);
  return { lessons: searchLessons(library.index, question).flatMap((id) => library.cards.get(id) ?? []) };
}

/** @throws Refusal `learning/lesson-not-found` */
export async function readLesson(
  context: Context<LearningTables>,
  id: string,
  wording: 'own' | 'national',
): Promise<LessonView> {
  if (wording === 'national')
    return libraryOf(context.content()).lessons.get(id) ?? refuse('lesson-not-found');
  const library = libraryHolding(context.content(), await libraryFor(context), id);
  return library?.lessons.get(id) ?? refuse('lesson-not-found');
}
