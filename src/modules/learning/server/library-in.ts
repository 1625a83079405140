import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonCard } from '../domain/contract.ts';
import { headingsFor } from '../domain/in-language/variants.ts';
import type { Library } from './library.ts';

const cutDown = new WeakMap<Library, Map<string, Library>>();

/**
 * What one reader gets of a library: cards with their titles in the languages that she reads, and in no others. Lessons
 * are not cut down: their packs are the same for everybody.
 *
 * @param chain her languages, the dearest first
 */
export function libraryIn(library: Library, chain: readonly ContentLanguage[]): Library {
  let made = cutDown.get(library);
  if (!made) cutDown.set(library, (made = new Map()));
  const key = chain.join(' ');
  let cut = made.get(key);
  if (!cut) made.set(key, (cut = cutTo(library, chain)));
  return cut;
}

function cutTo(library: Library, chain: readonly ContentLanguage[]): Library {
  if ([...library.cards.values()].every(({ variants }) => variants === undefined)) return library;
  const cut = ({ variants, ...card }: LessonCard): LessonCard => ({
    ...card,
    ...headingsFor({ variants }, chain),
  });
  const cards = new Map([...library.cards].map(([id, card]) => [id, cut(card)]));
  const programmes = library.programmes.map((programme) => ({
    ...programme,
    chapters: programme.chapters.map((chapter) => ({
      ...chapter,
      lessons: chapter.lessons.flatMap(({ id }) => cards.get(id) ?? []),
    })),
  }));
  return { ...library, cards, programmes };
}
