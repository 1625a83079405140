import type { Lesson } from '../lesson.ts';
import { chanceOf, type Evidence, masteryOf } from './posterior.ts';

const LEVELS = 8;
/** So sure it must be before a lesson is passed over: to teach what is known costs minutes, to leave a gap costs more. */
const SURE = 0.95;
/** Tapped beside the mark, read too quickly. Our guess, as is how often blind taps hit several right choices. */
const SLIP = 0.1;
const BLIND_MANY = 0.1;

/** An answer to a check of a lesson, or at the doorstep. */
export interface Answered {
  readonly lesson: string;
  readonly step: string;
  readonly right: boolean;
  /** Vietnamese day: of several tries on one day only the first says what was known. */
  readonly day: string;
}

type Source = Pick<Lesson, 'competences' | 'tier' | 'steps'>;

/**
 * Whether a learner surely knows what a lesson teaches: in each of its competences she masters its tier, as her answers
 * say. Checks right behind the page that told the answer say less than those of another day; both count alike here, so
 * the bar is high.
 *
 * @param answers in the order in which they were given
 */
export function knownLessons(
  answers: readonly Answered[],
  lessons: ReadonlyMap<string, Source>,
): (lesson: string) => boolean {
  const seen = new Set<string>();
  const evidence = answers.flatMap(({ lesson, step, right, day }): Evidence[] => {
    const source = lessons.get(lesson);
    const check = source?.steps.find((one) => one.id === step);
    const key = `${lesson} ${step} ${day}`;
    if (!source || check?.kind !== 'check' || seen.has(key)) return [];
    seen.add(key);
    const guess = check.many ? BLIND_MANY : 1 / check.choices.length;
    return source.competences.map((topic) => ({ topic, level: source.tier, right, slip: SLIP, guess }));
  });
  const answered = new Set(evidence.map(({ topic }) => topic));
  const mastery = masteryOf(evidence, LEVELS);
  return (lesson) => {
    const source = lessons.get(lesson);
    // Nothing is passed over that she was never asked about.
    return (
      source !== undefined &&
      source.competences.every(
        (topic) => answered.has(topic) && chanceOf(mastery, topic, source.tier) >= SURE,
      )
    );
  };
}
