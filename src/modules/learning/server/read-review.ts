import { menteeOf, menteesAt } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { planReview, type Due, type Plan, type Recalled } from '../domain/review.ts';
import type { ReviewList, ReviewQuestion, ReviewView } from '../domain/review-contract.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import { stepIn } from '../domain/in-language/step.ts';
import { headingsFor, stepFor } from '../domain/in-language/variants.ts';
import type { Library } from './library.ts';
import { languagesOfReader, libraryFor } from './reader.ts';
import { listRecalled } from './review.store.ts';
import type { LearningTables } from './tables.ts';

/** A helper's list is one page: what is due in these days, at most so many questions. */
const AHEAD_DAYS = 14;
const MOST_LISTED = 30;

/** What to ask the learner again today. Nobody known has nothing to be asked. */
export async function readReview(context: Context<LearningTables>): Promise<ReviewView> {
  const library = await libraryFor(context);
  const chain = languagesOfReader(context);
  const { plan, recalled } = await planFor(context, library);
  return {
    at: context.now().toISOString(),
    now: plan.now.map((due) => questionOf(due, library, chain)!),
    next: plan.next ?? null,
    recalled,
  };
}

/** How many questions wait today, for a card that says so. */
export async function countDue(context: Context<LearningTables>): Promise<number> {
  return (await planFor(context, await libraryFor(context))).plan.now.length;
}

/**
 * What is due in the next two weeks, with the right answers.
 *
 * @param person whose; the one who asks where none is given
 */
export async function readReviewList(
  context: Context<LearningTables>,
  person?: Identity,
): Promise<ReviewList> {
  const library = await libraryFor(context);
  const chain = languagesOfReader(context);
  const { plan } = await planFor(context, library, person);
  const until = vietnamDay(new Date(context.now().getTime() + AHEAD_DAYS * 86_400_000));
  const reviews = plan.all
    .filter(({ due }) => due <= until)
    .slice(0, MOST_LISTED)
    .map((due) => {
      const { lesson, title, variants, step } = questionOf(due, library, chain)!;
      const { step: said, language, outdated } = stepIn({ variants }, step, chain);
      const right = said.choices.filter((choice) => choice.right).map((choice) => choice.text);
      const headings = headingsFor({ variants }, chain);
      return {
        lesson,
        title,
        ...headings,
        step: step.id,
        language,
        outdated,
        ask: said.ask,
        right,
        due: due.due,
      };
    });
  return { today: vietnamDay(context.now()), reviews };
}

/** What waits today for each of those whom the one who asks helps at a unit. @throws Refusal of identity */
export async function readMenteesDue(context: Context<LearningTables>, unitId: number) {
  const library = await libraryFor(context);
  const mentees = await menteesAt(context as unknown as Context, unitId);
  return {
    mentees: await Promise.all(
      mentees.map(async ({ id, person }) => {
        const { plan } = await planFor(context, library, person);
        return { mentoring: id, due: plan.now.length, next: plan.next ?? null };
      }),
    ),
  };
}

/** The list of somebody whom the one who asks helps; that it was read is logged. @throws Refusal of identity */
export async function readMenteeReviews(
  context: Context<LearningTables>,
  mentoring: string,
): Promise<ReviewList> {
  const person = await menteeOf(context as unknown as Context, mentoring, 'reviews');
  return readReviewList(context, person);
}

async function planFor(
  { actor, db, now }: Context<LearningTables>,
  library: Library,
  person: Identity | undefined = actor.kind === 'person' ? actor : undefined,
): Promise<{ readonly plan: Plan; readonly recalled: Recalled[] }> {
  const recalled = person ? await listRecalled(db, person) : [];
  const isAsked = (check: Pick<Due, 'lesson' | 'step'>) => questionOf(check, library, []) !== undefined;
  return { plan: planReview(recalled, vietnamDay(now()), isAsked), recalled };
}

function questionOf(
  { lesson, step: id }: Pick<Due, 'lesson' | 'step'>,
  library: Library,
  chain: readonly ContentLanguage[],
): ReviewQuestion | undefined {
  const view = library.lessons.get(lesson);
  const step = view?.steps.find((one) => one.id === id);
  if (!view || step?.kind !== 'check') return undefined;
  return { lesson, title: view.title, ...stepFor(view, id, chain), step };
}
