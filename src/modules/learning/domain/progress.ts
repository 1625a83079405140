import * as v from 'valibot';

/** What a learner did, made on her phone: the id comes from there, so that sending it twice counts once. */
export const LearningEvent = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  kind: v.picklist(['step-seen', 'check-answered', 'lesson-finished']),
  lesson: v.pipe(v.string(), v.maxLength(80)),
  step: v.pipe(v.string(), v.maxLength(80)),
  /** When she did it, by her phone's clock. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** Choices of a check. */
  choices: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(4)), []),
  tappedBy: v.optional(v.picklist(['learner', 'helper', 'unknown']), 'unknown'),
  /** Why a check was asked: within its lesson, to remember it later, or to find where to begin. */
  purpose: v.optional(v.picklist(['lesson', 'review', 'placement']), 'lesson'),
  /** Whole seconds from seeing a check to answering it, where the phone measured them. */
  took: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3600))), null),
});
export type LearningEvent = v.InferOutput<typeof LearningEvent>;

/** Where a learner is in a lesson. A pure fold of her events: any order, any repetition gives the same. */
export interface Progress {
  readonly lesson: string;
  /** Ids of the steps seen, in the order of the lesson. */
  readonly seen: readonly string[];
  /** The step she stood at last; undefined before the first. */
  readonly at: string | undefined;
  /** Checks answered rightly at least once. */
  readonly right: readonly string[];
  readonly finishedAt: string | undefined;
  /** Time of the newest event, ISO. */
  readonly updatedAt: string;
}

type Done = Pick<LearningEvent, 'id' | 'kind' | 'lesson' | 'step' | 'at'> &
  Partial<Pick<LearningEvent, 'purpose'>> & { readonly right?: boolean };

/**
 * Folds the events of one lesson. What was asked elsewhere, to remember it or to find where to begin, moves nobody.
 *
 * @param events of one learner and one lesson, in any order, repetitions allowed
 * @param steps the ids of the lesson's steps, in order; events of steps that are gone are kept out of `seen`
 */
export function foldProgress(lesson: string, events: readonly Done[], steps: readonly string[]): Progress {
  const here = events.filter(({ purpose = 'lesson' }) => purpose === 'lesson');
  const ordered = [...new Map(here.map((event) => [event.id, event])).values()].sort((a, b) =>
    a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1,
  );
  const seen = new Set(ordered.map((event) => event.step));
  const right = new Set(ordered.filter((event) => event.right).map((event) => event.step));
  const places = ordered.filter((event) => event.kind !== 'lesson-finished' && steps.includes(event.step));
  return {
    lesson,
    seen: steps.filter((id) => seen.has(id)),
    at: places.at(-1)?.step,
    right: steps.filter((id) => right.has(id)),
    finishedAt: ordered.find((event) => event.kind === 'lesson-finished')?.at,
    updatedAt: ordered.at(-1)?.at ?? '',
  };
}
