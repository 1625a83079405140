/** A question of the check at the doorstep, whatever else a page knows of it. */
export interface Asked {
  readonly lesson: string;
  readonly step: string;
}

/** Two stages: the same questions for everybody, then others by how many were right. Bands propose lessons, in order. */
export interface Form<Q extends Asked = Asked> {
  readonly first: readonly Q[];
  readonly routes: readonly {
    /** For at most so many right of the first questions; the last takes all of them. */
    readonly upTo: number;
    readonly questions: readonly Q[];
    /** Right answers over both stages from which on the upper band is the likelier. */
    readonly upperFrom: number;
  }[];
  readonly bands: Readonly<Record<Band, { readonly lessons: readonly string[] }>>;
}
export type Band = 'lower' | 'upper';

export interface Proposal {
  readonly band: Band;
  readonly tonight: string;
  readonly more: readonly string[];
}

const MORE = 2;

function routeOf<Q extends Asked>({ first, routes }: Form<Q>, rights: readonly boolean[]) {
  const right = rights.slice(0, first.length).filter(Boolean).length;
  return routes.find(({ upTo }) => right <= upTo) ?? routes.at(-1)!;
}

/**
 * The questions that these answers lead through, the next one included.
 *
 * @param rights whether the answers so far were right, in order; "not known yet" is not right
 */
export function pathOf<Q extends Asked>(form: Form<Q>, rights: readonly boolean[]): readonly Q[] {
  return rights.length < form.first.length ? form.first : [...form.first, ...routeOf(form, rights).questions];
}

/** The question that follows these answers; undefined when all are answered. */
export const nextAsked = <Q extends Asked>(form: Form<Q>, rights: readonly boolean[]): Q | undefined =>
  pathOf(form, rights)[rights.length];

/** How many questions everybody is asked. */
export const lengthOf = (form: Form): number => form.first.length + form.routes[0]!.questions.length;

/** One lesson for tonight and two more; undefined while questions are open. */
export function propose(form: Form, rights: readonly boolean[]): Proposal | undefined {
  if (rights.length < lengthOf(form)) return undefined;
  const right = rights.filter(Boolean).length;
  const band: Band = right >= routeOf(form, rights).upperFrom ? 'upper' : 'lower';
  const path = pathOf(form, rights);
  const known = new Set(path.filter((_, index) => rights[index]).map(({ lesson }) => lesson));
  const missed = new Set(path.map(({ lesson }) => lesson).filter((lesson) => !known.has(lesson)));
  const { lessons } = form.bands[band];
  // What she was asked and did not know comes first, what she showed that she knows last.
  const rank = (lesson: string): number => (missed.has(lesson) ? 0 : known.has(lesson) ? 2 : 1);
  const ordered = lessons.toSorted((one, other) => rank(one) - rank(other));
  return { band, tonight: ordered[0]!, more: ordered.slice(1, 1 + MORE) };
}

/** The answers in the order of the form, from what was kept in any order; stops at the first that is missing. */
export function rightsOf(form: Form, isRight: (asked: Asked) => boolean | undefined): boolean[] {
  const rights: boolean[] = [];
  while (rights.length < lengthOf(form)) {
    const next = isRight(pathOf(form, rights)[rights.length]!);
    if (next === undefined) break;
    rights.push(next);
  }
  return rights;
}
