import { listAtHome } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { LessonCard, ProgressView } from '../domain/contract.ts';
import { knownLessons } from '../domain/mastery/known.ts';
import { progressOf, readProgress } from './keep-events.ts';
import type { Library } from './library.ts';
import { readTonight } from './read-placement.ts';
import { countDue } from './read-review.ts';
import { libraryFor } from './reader.ts';
import { listPlacementAnswers, listRecalled } from './review.store.ts';
import type { LearningTables } from './tables.ts';

/** Somebody new begins with the phone itself, if the check at the doorstep found nothing better. */
const FIRST = 'bat-dien-thoai-chu-to';

interface Next {
  readonly lesson: LessonCard | null;
  readonly progress: ProgressView | null;
  readonly isNew: boolean;
  readonly placed: boolean;
  readonly review: number;
}

/**
 * What to go on with. The lesson is the one she touched last and did not finish; for somebody new the one that the
 * check at the doorstep found, else the one about the phone; else the first of the programmes, in their order, that she
 * has not finished and whose matter her answers do not show she knows. Null when all are finished.
 */
export async function readNext(context: Context<LearningTables>): Promise<Next> {
  const library = await libraryFor(context);
  const { progress } = await readProgress(context);
  const isFinished = progress.some(({ finishedAt }) => finishedAt !== null);
  const tonight = progress.length === 0 ? await readTonight(context) : undefined;
  const review = isFinished ? await countDue(context) : 0;
  const isKnown = isFinished ? await knownBy(context, library) : () => false;
  return { ...pickNext(library, progress, tonight ?? FIRST, isKnown), placed: tonight !== undefined, review };
}

/** What her answers say she knows. */
async function knownBy(
  { actor, db }: Context<LearningTables>,
  library: Library,
): Promise<(lesson: string) => boolean> {
  if (actor.kind !== 'person') return () => false;
  const [recalled, placed] = await Promise.all([listRecalled(db, actor), listPlacementAnswers(db, actor)]);
  const later = recalled
    .filter(({ kind }) => kind === 'check-answered')
    .map(({ lesson, step, right, at }) => ({ lesson, step, right, day: vietnamDay(new Date(at)) }));
  return knownLessons([...placed.map((one) => ({ ...one, day: '' })), ...later], library.sources);
}

function pickNext(
  { cards, programmes }: Library,
  progress: readonly ProgressView[],
  start: string,
  isKnown: (lesson: string) => boolean = () => false,
): Pick<Next, 'lesson' | 'progress' | 'isNew'> {
  const isNew = progress.length === 0;
  const begun = progress.find((one) => one.finishedAt === null && cards.has(one.lesson));
  if (begun) return { lesson: cards.get(begun.lesson)!, progress: begun, isNew };
  const first = cards.get(start);
  if (isNew && first) return { lesson: first, progress: null, isNew };
  const done = new Set(progress.map((one) => one.lesson));
  const lessons = programmes.flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.lessons));
  const open = lessons.filter(({ id }) => !done.has(id));
  // What she surely knows waits behind the rest; it is still there.
  return { lesson: open.find(({ id }) => !isKnown(id)) ?? open[0] ?? null, progress: null, isNew };
}

/** The same for each of the people who share the phone that asks. */
export async function readHomeProgress(context: Context<LearningTables>) {
  const library = await libraryFor(context);
  const people = [];
  for (const { id, person } of await listAtHome(context)) {
    const progress = await progressOf(context, person);
    const { lesson, progress: place } = pickNext(library, progress, FIRST);
    const finished = progress.filter((one) => one.finishedAt !== null).length;
    people.push({ profile: id, lesson, progress: place, finished });
  }
  return { people };
}
