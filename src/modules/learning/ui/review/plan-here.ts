import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { getLesson, type LessonView } from '../../domain/contract.ts';
import { planReview, type Recalled } from '../../domain/review.ts';
import type { ReviewQuestion } from '../../domain/review-contract.ts';
import type { Noted } from './history.ts';

export interface Session {
  readonly now: readonly ReviewQuestion[];
  readonly next: string | null;
}

/**
 * Works the schedule out on this phone, by the rule that the server follows. Questions come from the lessons that are
 * kept here; what is not kept waits.
 */
export async function planHere(history: readonly Noted[], now: Date): Promise<Session> {
  const lessons = new Map<string, LessonView | undefined>();
  const lessonOf = async (id: string): Promise<LessonView | undefined> => {
    if (!lessons.has(id))
      lessons.set(id, await call(getLesson, { params: { lesson: id } }).catch(() => undefined));
    return lessons.get(id);
  };
  const questionOf = async (lesson: string, id: string): Promise<ReviewQuestion | undefined> => {
    const view = await lessonOf(lesson);
    const step = view?.steps.find((one) => one.id === id);
    if (!view || step?.kind !== 'check') return undefined;
    return { lesson, title: view.title, variants: view.variants, step };
  };

  const recalled: Recalled[] = [];
  for (const { choices = [], ...noted } of history) {
    const known = noted.right ?? isAnsweredBy(await questionOf(noted.lesson, noted.step), choices);
    recalled.push({ ...noted, right: known });
  }
  const absent = new Set<string>();
  for (;;) {
    const plan = planReview(
      recalled,
      vietnamDay(now),
      ({ lesson, step }) => !absent.has(`${lesson} ${step}`),
    );
    const found = await Promise.all(plan.now.map((due) => questionOf(due.lesson, due.step)));
    if (found.every((one) => one !== undefined)) return { now: found, next: plan.next ?? null };
    plan.now.forEach((due, index) => found[index] ?? absent.add(`${due.lesson} ${due.step}`));
  }
}

function isAnsweredBy(question: ReviewQuestion | undefined, choices: readonly string[]): boolean {
  const right = question?.step.choices.filter((choice) => choice.right).map(({ id }) => id) ?? [];
  return right.length > 0 && right.length === choices.length && right.every((id) => choices.includes(id));
}
