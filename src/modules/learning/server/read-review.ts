import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { planReview, type Due, type Plan, type Recalled } from '../domain/review.ts';
import type { ReviewQuestion, ReviewView } from '../domain/review-contract.ts';
import type { Library } from './library.ts';
import { libraryFor } from './reader.ts';
import { listRecalled } from './review.store.ts';
import type { LearningTables } from './tables.ts';

/** A helper's list is one page: what is due in these days, at most so many questions. */
const AHEAD_DAYS = 14;
const MOST_LISTED = 30;

/** What to ask the learner again today. Nobody known has nothing to be asked. */
export async function readReview(context: Context<LearningTables>): Promise<ReviewView> {
  const library = await libraryFor(context);
  const { plan, recalled } = await planFor(context, library);
  return {
    at: context.now().toISOString(),
    now: plan.now.map((due) => questionOf(due, library)!),
    next: plan.next ?? null,
    recalled,
  };
}

/** How many questions wait today, for a card that says so. */
export async function countDue(context: Context<LearningTables>): Promise<number> {
  return (await planFor(context, await libraryFor(context))).plan.now.length;
}

/** What is due in the next two weeks, with the right answers. */
export async function readReviewList(context: Context<LearningTables>) {
  const library = await libraryFor(context);
  const { plan } = await planFor(context, library);
  const until = vietnamDay(new Date(context.now().getTime() + AHEAD_DAYS * 86_400_000));
  const reviews = plan.all
    .filter(({ due }) => due <= until)
    .slice(0, MOST_LISTED)
    .map((due) => {
      const { lesson, title, step } = questionOf(due, library)!;
      const right = step.choices.filter((choice) => choice.right).map((choice) => choice.text);
      return { lesson, title, step: step.id, ask: step.ask, right, due: due.due };
    });
  return { today: vietnamDay(context.now()), reviews };
}

async function planFor(
  context: Context<LearningTables>,
  library: Library,
): Promise<{ readonly plan: Plan; readonly recalled: Recalled[] }> {
  const { actor, db, now } = context;
  const recalled = actor.kind === 'nobody' ? [] : await listRecalled(db, actor);
  const isAsked = (check: Pick<Due, 'lesson' | 'step'>) => questionOf(check, library) !== undefined;
  return { plan: planReview(recalled, vietnamDay(now()), isAsked), recalled };
}

function questionOf(
  { lesson, step: id }: Pick<Due, 'lesson' | 'step'>,
  library: Library,
): ReviewQuestion | undefined {
  const view = library.lessons.get(lesson);
  const step = view?.steps.find((one) => one.id === id);
  return view && step?.kind === 'check' ? { lesson, title: view.title, step } : undefined;
}
