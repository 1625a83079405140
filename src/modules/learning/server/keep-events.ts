import { learnerOf } from '#modules/identity/server.ts';
import type { Release } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { ProgressView, SendEvents } from '../domain/contract.ts';
import { isRight, type Lesson } from '../domain/lesson.ts';
import type { LearningEvent } from '../domain/progress.ts';
import { libraryOf, type Library } from './library.ts';
import { libraryFor, libraryHolding } from './reader.ts';
import { foldAgain, insertEvents, listProgressOf } from './progress.store.ts';
import type { LearningTables } from './tables.ts';

/** A phone's clock may be off; what it dates later than this much ahead of ours is dated now. */
const AHEAD_MS = 5 * 60_000;

/**
 * Keeps what a learner did. Safe to repeat and to send in any order: an event is kept once by its id, and progress is
 * folded again from all events of the lesson. Events of lessons that do not exist are dropped, and named.
 */
export async function keepEvents(
  context: Context<LearningTables>,
  sent: SendEvents,
): Promise<{ kept: string[]; dropped: string[]; progress: ProgressView[] }> {
  const library = await libraryFor(context);
  const known = sent.events.filter((event) =>
    lessonsCalled(context.content(), library, event.lesson).some(({ steps }) =>
      steps.some((step) => step.id === event.step),
    ),
  );
  const kept = known.map((event) => event.id);
  const dropped = sent.events.filter((event) => !kept.includes(event.id)).map((event) => event.id);
  if (known.length === 0) return { kept, dropped, progress: [] };
  const person = await learnerOf(context);
  const lessons = [...new Set(known.map((event) => event.lesson))];
  const events = known.map((event) => toRow(context, person, event, library));
  await insertEvents(context.db, events);
  const rows = await foldAgain(context.db, person, lessons);
  return { kept, dropped, progress: rows.map((row) => toView(row, context.content(), library)) };
}

/** The lesson as the reader has it, then as others have it: her phone may hold one from before her home was known. */
function lessonsCalled(release: Release, own: Library, id: string): Lesson[] {
  return [own, libraryHolding(release, own, id), libraryOf(release)].flatMap(
    (library) => library?.sources.get(id) ?? [],
  );
}

function toRow(
  context: Context,
  person: Identity,
  event: LearningEvent,
  library: Library,
): LearningTables['learning.events'] {
  const step = lessonsCalled(context.content(), library, event.lesson)
    .flatMap(({ steps }) => steps)
    .find((one) => one.id === event.step);
  const now = context.now();
  const at = new Date(event.at);
  return {
    part_key: person.partKey,
    id: event.id,
    person_id: person.personId,
    lesson_id: event.lesson,
    step_id: event.step,
    kind: event.kind,
    at: at.getTime() > now.getTime() + AHEAD_MS ? now : at,
    received_at: now,
    choices: JSON.stringify(event.choices),
    is_right: event.kind === 'check-answered' && step?.kind === 'check' ? isRight(step, event.choices) : null,
    tapped_by: event.tappedBy,
    purpose: event.purpose,
    took: event.took,
    release: context.content().id,
  };
}

function toView(row: LearningTables['learning.progress'], release: Release, library: Library): ProgressView {
  return {
    lesson: row.lesson_id,
    at: row.at_step,
    seen: row.seen,
    steps: libraryHolding(release, library, row.lesson_id)?.cards.get(row.lesson_id)?.steps ?? 0,
    finishedAt: row.finished_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Where the asker is in each lesson, the newest first; empty for nobody. */
export async function readProgress(context: Context<LearningTables>): Promise<{ progress: ProgressView[] }> {
  const { actor } = context;
  return { progress: actor.kind === 'nobody' ? [] : await progressOf(context, actor) };
}

/** The same of any person, with the lessons that the asker may read. */
export async function progressOf(
  context: Context<LearningTables>,
  person: Identity,
): Promise<ProgressView[]> {
  const library = await libraryFor(context);
  const rows = await listProgressOf(context.db, person);
  return rows.map((row) => toView(row, context.content(), library));
}
