import { insertMany } from '#platform/database/insert-many.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { isRight, type CheckStep, type Lesson } from '../domain/lesson.ts';
import { libraryOf } from './library.ts';
import { deletePeople, foldAgainFor } from './progress.store.ts';
import type { LearningTables } from './tables.ts';

/** How one invented person went through one lesson. */
export interface DemoLesson extends Identity {
  readonly lesson: string;
  readonly at: Date;
  /** Share of the lesson's steps seen; 1 finished it. */
  readonly share: number;
  readonly secondsAStep: number;
  /** Chance to answer a check rightly at the first try. */
  readonly right: number;
  readonly tappedBy: 'learner' | 'helper';
}

type EventRow = Omit<LearningTables['learning.events'], 'choices'> & { choices: string[] };

/**
 * Writes what invented people learned, as their phones would have told it.
 *
 * @param chance draws for answers and pauses, [0, 1)
 * @param idAt makes an id of a moment
 */
export async function insertDemoLearning(
  services: Pick<Services, 'db' | 'content'>,
  lessons: readonly DemoLesson[],
  chance: () => number,
  idAt: (at: Date) => string,
): Promise<void> {
  const release = services.content().id;
  const { sources } = libraryOf(services.content());
  const rows = lessons.flatMap((one) => {
    const lesson = sources.get(one.lesson);
    return lesson ? play(one, lesson, release, chance, idAt) : [];
  });
  const people = [...new Map(lessons.map((one) => [one.personId, one])).values()];
  await services.db.transaction().execute(async (tx) => {
    await insertMany(tx, 'learning.events', rows);
    await foldAgainFor(tx, people);
  });
}

export async function removeDemoLearning({ db }: Pick<Services, 'db'>, people: readonly Identity[]) {
  await db.transaction().execute((tx) => deletePeople(tx, people));
}

function play(
  one: DemoLesson,
  lesson: Lesson,
  release: string,
  chance: () => number,
  idAt: (at: Date) => string,
): EventRow[] {
  const steps = lesson.steps.slice(0, Math.max(1, Math.round(lesson.steps.length * one.share)));
  const rows: EventRow[] = [];
  let time = one.at.getTime();
  const add = (kind: EventRow['kind'], step: string, choices: string[], right: boolean | null) => {
    time += Math.round(one.secondsAStep * (0.5 + chance()) * 1000);
    const at = new Date(time);
    rows.push({
      part_key: one.partKey,
      id: idAt(at),
      person_id: one.personId,
      lesson_id: lesson.id,
      step_id: step,
      kind,
      at,
      received_at: at,
      choices,
      is_right: right,
      tapped_by: one.tappedBy,
      purpose: 'lesson',
      took: null,
      release,
    });
  };
  for (const step of steps) {
    add('step-seen', step.id, [], null);
    if (step.kind !== 'check') continue;
    const tries = chance() < one.right ? [true] : [false, true];
    for (const right of tries) {
      const choices = choose(step, right, chance);
      add('check-answered', step.id, choices, isRight(step, choices));
    }
  }
  if (steps.length === lesson.steps.length) add('lesson-finished', steps.at(-1)!.id, [], null);
  return rows;
}

function choose(step: CheckStep, right: boolean, chance: () => number): string[] {
  if (right) return step.choices.flatMap((choice) => (choice.right ? [choice.id] : []));
  const wrong = step.choices.filter((choice) => !choice.right);
  return [wrong[Math.floor(chance() * wrong.length)]!.id];
}
