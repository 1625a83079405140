import { NATION_ID, type Tree } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Release } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import { isContentLanguage, type ContentLanguage } from '#platform/text/languages.ts';
import { chainOf } from '../domain/in-language/heading.ts';
import { libraryIn } from './library-in.ts';
import { libraryOf, type Library } from './library.ts';
import { localLessons, localProgrammes } from './local.ts';
import { findHome } from './reader.store.ts';
import type { LearningTables } from './tables.ts';

/** Units that published something themselves. */
function publishing(release: Release): ReadonlySet<number> {
  return new Set([...localLessons(release), ...localProgrammes(release)].map(({ unit }) => unit));
}

/** The lessons as the readers of a unit have them: their own wording, their own programmes. */
export function libraryAt(release: Release, tree: Pick<Tree, 'ancestors'>, unit: number): Library {
  return libraryOf(release, unitsAbove(tree, unit, publishing(release)));
}

/**
 * The lessons as this reader has them: of her home, where it is known; else what holds for the whole nation. Costs
 * nothing while no unit below the nation has published anything.
 */
export async function libraryFor(context: Context<LearningTables>): Promise<Library> {
  const release = context.content();
  const library = libraryOf(release, await unitsOfReader(context, publishing(release)));
  return libraryIn(library, languagesOfReader(context));
}

/** Languages in which a reader wants her lessons, the dearest first: her choice, then that of the screens. */
export function languagesOfReader({
  request,
  language,
}: Pick<Context, 'request' | 'language'>): ContentLanguage[] {
  const chosen = /(?:^|;\s*)bai=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return chainOf(isContentLanguage(chosen) ? chosen : '', language);
}

/**
 * Which of these units publish for a reader: her home and those above it, the nearest last.
 *
 * @param units that published something; nothing is looked up where there are none below the nation
 */
export async function unitsOfReader(
  context: Pick<Context<LearningTables>, 'actor' | 'db'>,
  units: ReadonlySet<number>,
): Promise<number[]> {
  const national = units.has(NATION_ID) ? [NATION_ID] : [];
  const { actor } = context;
  if (actor.kind !== 'person' || units.size === national.length) return national;
  const home = await findHome(context.db, actor);
  return home === undefined ? national : unitsAbove(await treeOf(context.db), home, units);
}

const unitsAbove = (tree: Pick<Tree, 'ancestors'>, unit: number, units: ReadonlySet<number>): number[] =>
  [...tree.ancestors(unit).map(({ id }) => id), unit].filter((id) => units.has(id));

/** The library that has a lesson: the reader's, else that of the unit whose own it is. Lessons are open to everybody. */
export function libraryHolding(release: Release, own: Library, lesson: string): Library | undefined {
  if (own.sources.has(lesson)) return own;
  const local = localLessons(release).find((one) => one.lesson.id === lesson);
  return local && libraryOf(release, [local.unit]);
}
