/** A unit below, as it stands. */
export interface Part {
  readonly id: number;
  readonly num: number;
  /** People out of whom its share is taken; null where nobody has stated them. */
  readonly population: number | null;
  /** People that its own measure asks for; null without one. */
  readonly needed: number | null;
}

/**
 * How what is missing is shared out. `same-rate`: all come to one share, whoever is ahead adds nothing.
 * `by-people`: each adds in proportion to its people, also whoever is ahead.
 */
export const cascadeWays = ['same-rate', 'by-people'] as const;
export type CascadeWay = (typeof cascadeWays)[number];

export interface CascadeRow {
  readonly id: number;
  /** People to add, and how many there are then; null where the number of people is not known. */
  readonly add: number | null;
  readonly reach: number | null;
}

export interface Cascade {
  /** People of all parts whose number is known, and how many of them are counted. */
  readonly population: number;
  readonly num: number;
  /** The smallest number of people that meets the share, and how many of them are missing. */
  readonly needed: number;
  readonly missing: number;
  /** Counted in all if each part came to what its own measure asks for; those ahead stay ahead. */
  readonly promised: number;
  readonly rows: readonly CascadeRow[];
}

/**
 * What each part must reach so that the whole comes to a share. Whole people; the parts add up to exactly what is missing,
 * and no part is asked for more people than it has. Parts without a number of people are left out and asked for nothing.
 *
 * @param percent share of the people of the parts whose number is known, more than 0, at most 100
 */
export function cascade(parts: readonly Part[], percent: number, way: CascadeWay): Cascade {
  const known = parts.flatMap((part) =>
    part.population === null
      ? []
      : [{ ...part, population: part.population, room: Math.max(0, part.population - part.num) }],
  );
  const sum = (of: (part: (typeof known)[number]) => number) =>
    known.reduce((all, part) => all + of(part), 0);
  const population = sum((part) => part.population);
  const num = sum((part) => part.num);
  // In hundredths of people, so that 85 % of 20 is 17 and not 17.000000000000004.
  const needed = Math.ceil(Math.round(percent * 1e6 * population) / 1e8);
  const missing = Math.max(0, needed - num);
  const todo = Math.min(
    missing,
    sum((part) => part.room),
  );
  const wishes =
    way === 'same-rate'
      ? known.map((part) => (level: number) => Math.max(0, level * part.population - part.num))
      : known.map((part) => (level: number) => level * part.population);
  const adds = shareOut(
    known.map(({ room }) => room),
    wishes,
    todo,
  );
  const byId = new Map(known.map((part, index) => [part.id, { part, add: adds[index]! }]));
  return {
    population,
    num,
    needed,
    missing,
    promised: sum((part) => Math.max(part.num, Math.min(part.needed ?? 0, part.population))),
    rows: parts.map(({ id }) => {
      const found = byId.get(id);
      return { id, add: found?.add ?? null, reach: found ? found.part.num + found.add : null };
    }),
  };
}

/** Whole numbers that follow the wishes at one level, within the room of each, and sum up to the whole. */
function shareOut(
  rooms: readonly number[],
  wishes: readonly ((level: number) => number)[],
  whole: number,
): number[] {
  const at = (level: number) => rooms.map((room, index) => Math.min(room, wishes[index]!(level)));
  const total = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);
  let low = 0;
  let high = 1;
  while (total(at(high)) < whole && high < 2 ** 40) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (total(at(middle)) < whole) low = middle;
    else high = middle;
  }
  const exact = at(high);
  // A hair below a whole number is that number.
  const shares = exact.map((one) => Math.floor(one + 1e-6));
  let left = whole - total(shares);
  const byRest = exact
    .map((one, index) => ({ index, rest: one - shares[index]! }))
    .sort((one, other) => other.rest - one.rest || one.index - other.index);
  for (let round = 0; left !== 0 && round < 3; round++)
    for (const { index } of left > 0 ? byRest : byRest.toReversed()) {
      if (left > 0 && shares[index]! < rooms[index]!) {
        shares[index]!++;
        left--;
      } else if (left < 0 && shares[index]! > 0) {
        shares[index]!--;
        left++;
      }
      if (left === 0) break;
    }
  return shares;
}
