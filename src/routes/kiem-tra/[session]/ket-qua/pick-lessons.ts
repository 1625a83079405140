import type { Result } from '#modules/assessment/index.ts';
import type { LessonCard, ProgrammeCard, ProgressView } from '#modules/learning/index.ts';

const AT_MOST = 3;
/** Where learning helps most. */
const LEVELS: readonly Result['domains'][number]['level'][] = ['learn-more', 'unknown', 'ok', 'strong'];

const domainOf = (competence: string) => competence.split('.', 1).join('');

/**
 * Lessons for what a test did not find, the best first, at most three.
 *
 * First lessons that teach a missed competence, those of the weakest domains before the others; where too few do,
 * other lessons of the same domains. Among equals what she has not finished comes first, then the programme's order.
 */
export function pickLessons(
  programmes: readonly ProgrammeCard[],
  { learnNext, domains }: Pick<Result, 'learnNext' | 'domains'>,
  progress: readonly Pick<ProgressView, 'lesson' | 'finishedAt'>[],
): LessonCard[] {
  const levelOf = new Map(domains.map(({ domain, level }) => [domain, LEVELS.indexOf(level)]));
  const finished = new Set(progress.filter((one) => one.finishedAt).map((one) => one.lesson));
  const missed = [...learnNext].sort(
    (one, other) =>
      (levelOf.get(domainOf(one)) ?? LEVELS.length) - (levelOf.get(domainOf(other)) ?? LEVELS.length),
  );
  const missedDomains = [...new Set(missed.map(domainOf))];
  const all = programmes.flatMap(({ chapters }) => chapters.flatMap(({ lessons }) => lessons));
  const distinct = [...new Map(all.map((lesson) => [lesson.id, lesson])).values()];

  /** Smaller is better; Infinity when the lesson is of no use here. */
  const rank = ({ competences }: LessonCard): number => {
    const direct = missed.findIndex((one) => competences.includes(one));
    if (direct >= 0) return direct;
    const near = missedDomains.findIndex((one) => competences.map(domainOf).includes(one));
    return near >= 0 ? missed.length + near : Infinity;
  };
  return distinct
    .map((lesson) => ({ lesson, rank: rank(lesson), again: finished.has(lesson.id) ? 1 : 0 }))
    .filter((one) => one.rank < Infinity)
    .sort((one, other) => one.again - other.again || one.rank - other.rank)
    .slice(0, AT_MOST)
    .map((one) => one.lesson);
}
