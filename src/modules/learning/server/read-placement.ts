import type { Context } from '#platform/http/context.ts';
import { propose, rightsOf } from '../domain/placement.ts';
import type { PlacementAsked, PlacementView } from '../domain/placement-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { stepFor } from '../domain/in-language/variants.ts';
import { libraryIn } from './library-in.ts';
import { libraryOf } from './library.ts';
import { placementOf } from './placement-kind.ts';
import { languagesOfReader } from './reader.ts';
import { listPlacementAnswers } from './review.store.ts';
import type { LearningTables } from './tables.ts';

/** The check at the doorstep, the same for everybody who reads the same languages. @throws Refusal `learning/placement-not-found` */
export async function readPlacement(
  context: Pick<Context, 'content' | 'request' | 'language'>,
): Promise<PlacementView> {
  const release = context.content();
  const placement = placementOf(release) ?? refuse('placement-not-found');
  const chain = languagesOfReader(context);
  const { lessons, cards } = libraryIn(libraryOf(release), chain);
  const ask = ({ lesson, step }: { readonly lesson: string; readonly step: string }): PlacementAsked[] => {
    const view = lessons.get(lesson);
    const check = view?.steps.find((one) => one.id === step);
    return view && check?.kind === 'check' ? [{ lesson, step, check, ...stepFor(view, step, chain) }] : [];
  };
  const { lower, upper } = placement.bands;
  const proposed = new Set([...lower.lessons, ...upper.lessons]);
  return {
    first: placement.first.flatMap(ask),
    routes: placement.routes.map((route) => ({ ...route, questions: route.questions.flatMap(ask) })),
    bands: { lower, upper },
    cards: [...proposed].flatMap((id) => cards.get(id) ?? []),
  };
}

/** The lesson that her answers proposed for tonight; undefined when she has not gone through to the end. */
export async function readTonight(context: Context<LearningTables>): Promise<string | undefined> {
  const placement = placementOf(context.content());
  if (!placement || context.actor.kind === 'nobody') return undefined;
  const answers = await listPlacementAnswers(context.db, context.actor);
  // The newest answer to a question counts.
  const rights = new Map(answers.map((one) => [`${one.lesson} ${one.step}`, one.right]));
  const given = rightsOf(placement, ({ lesson, step }) => rights.get(`${lesson} ${step}`));
  return propose(placement, given)?.tonight;
}
