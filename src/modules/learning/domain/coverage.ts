import type { Lesson, Programme } from './lesson.ts';

/** What a target group is asked for: competence → tier. */
export interface Asked {
  readonly code: string;
  readonly tiers: Readonly<Record<string, number>>;
}

/** One thing that a programme has to teach. */
export interface Cell {
  readonly competence: string;
  /** Asked of the group. */
  readonly tier: number;
  /** Lessons of the programme that teach this competence at exactly this tier; none: the cell is empty. */
  readonly lessons: readonly string[];
}

export interface Coverage {
  /** Null: the group has no programme at all. */
  readonly programme: string | null;
  readonly group: string;
  /** By competence, in the order of the group's list. */
  readonly cells: readonly Cell[];
}

/**
 * Which of what each group is asked for its programmes teach; a group without a programme is covered by none. Paths promise
 * no coverage and are left out.
 */
export function coverProgrammes(
  programmes: readonly Programme[],
  lessons: ReadonlyMap<string, Lesson>,
  groups: readonly Asked[],
): Coverage[] {
  return groups.flatMap((group): Coverage[] => {
    const own = programmes.filter(({ kind, group: of }) => kind === 'programme' && of === group.code);
    const cellsOf = (taught: readonly Lesson[]) =>
      Object.entries(group.tiers).map(([competence, tier]) => ({
        competence,
        tier,
        lessons: taught
          .filter((lesson) => lesson.tier === tier && lesson.competences.includes(competence))
          .map(({ id }) => id),
      }));
    if (own.length === 0) return [{ programme: null, group: group.code, cells: cellsOf([]) }];
    return own.map((programme) => {
      const taught = programme.chapters.flatMap((chapter) => chapter.lessons);
      const cells = cellsOf(taught.flatMap((id) => lessons.get(id) ?? []));
      return { programme: programme.id, group: group.code, cells };
    });
  });
}

/** The cells nobody teaches. */
export const emptyCells = (coverage: Coverage): readonly Cell[] =>
  coverage.cells.filter((cell) => cell.lessons.length === 0);
