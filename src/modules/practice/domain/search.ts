import type { Situation } from './condition.ts';
import { fill } from './fill.ts';
import { backFrom, regionsAt, type Region } from './regions.ts';
import { startOf } from './say.ts';
import type { Scene, Trap } from './scene.ts';
import { BACK, isGoal, repaired, trapOn, type Deed } from './step.ts';

export interface Edge extends Deed {
  /** Number of the place it leads to. */
  readonly to: number;
}
/** A place that can be reached. */
export interface Place {
  readonly at: Situation;
  readonly isGoal: boolean;
  /** The trap that closed; its only way out is the repair. */
  readonly trap: Trap | undefined;
  readonly edges: readonly Edge[];
  /** The place and the deed by which it was first reached. */
  readonly from: number;
}
export interface Atlas {
  readonly places: readonly Place[];
  /** More than `limit` places: what is said of the others is not known. */
  readonly isWhole: boolean;
  /** Fewest deeds from each place to the goal; Infinity where there is no way. */
  readonly distance: readonly number[];
}

const keyOf = (at: Situation, trap?: Trap) => JSON.stringify([at.screen, at.values, trap?.id]);

/** What the search types into a field: the lines of the slip, the field's own tries, and what the demonstration types. */
function triesOf(scene: Scene, region: Region): string[] {
  const typed = scene.demo.flatMap((move) => (move.tap === region.id && move.type ? [move.type] : []));
  const filled = typed.map((one) => fill(one, { values: {}, slip: scene.slip }));
  const slip = Object.values(scene.slip).map(({ value }) => value);
  // Where the demonstration shows what belongs here, other lines of the slip only make the search longer.
  const right = filled.length > 0 ? filled : slip;
  return [...new Set([...right, ...(region.tries ?? [])])].filter(
    (one) => region.length === undefined || one.length === region.length,
  );
}

/** Everything that can be done at a situation, and where it leads. */
export function deedsAt(scene: Scene, at: Situation): (Deed & { readonly leads: Situation })[] {
  const back = backFrom(scene, at);
  return [
    ...regionsAt(scene, at).flatMap((region) =>
      region.role === 'field'
        ? triesOf(scene, region).map((type) => ({ tap: region.id, type, leads: region.tap(at, type) }))
        : [{ tap: region.id, leads: region.tap(at, '') }],
    ),
    ...(back ? [{ tap: BACK, leads: back }] : []),
  ];
}

/**
 * Every place that can be reached from a situation, breadth first.
 *
 * @param limit places at most; a phone looks at a few thousand in well under a second
 */
export function explore(
  scene: Scene,
  limit: number,
  from: Situation = startOf(scene),
  trapped?: Trap,
): Atlas {
  const numbers = new Map<string, number>();
  const places: (Omit<Place, 'edges'> & { edges: Edge[] })[] = [];
  const numberOf = (at: Situation, trap: Trap | undefined, parent: number): number => {
    const key = keyOf(at, trap);
    let number = numbers.get(key);
    if (number === undefined) {
      if (places.length >= limit) return -1;
      numbers.set(key, (number = places.length));
      places.push({ at, trap, isGoal: !trap && isGoal(scene, at), edges: [], from: parent });
    }
    return number;
  };
  numberOf(from, trapped, -1);
  let isWhole = true;
  const link = (from: number, deed: Deed, at: Situation, trap?: Trap) => {
    const to = numberOf(at, trap, from);
    if (to < 0) isWhole = false;
    else if (to !== from) places[from]!.edges.push({ ...deed, to });
  };
  for (let number = 0; number < places.length; number++) {
    const { at, trap, isGoal: done } = places[number]!;
    if (done) continue;
    if (trap) link(number, { tap: 'repair' }, repaired(scene, trap, at));
    else
      for (const { leads, ...deed } of deedsAt(scene, at))
        link(number, deed, leads, trapOn(scene, at, leads));
  }
  return { places, isWhole, distance: distances(places) };
}

/** Fewest deeds to the goal, by walking backwards from it. */
function distances(places: readonly Place[]): number[] {
  const into: number[][] = places.map(() => []);
  places.forEach((place, number) => place.edges.forEach(({ to }) => into[to]!.push(number)));
  const distance = places.map((place) => (place.isGoal ? 0 : Infinity));
  const queue = places.flatMap((place, number) => (place.isGoal ? [number] : []));
  for (let head = 0; head < queue.length; head++) {
    for (const number of into[queue[head]!]!) {
      if (distance[number] !== Infinity) continue;
      distance[number] = distance[queue[head]!]! + 1;
      queue.push(number);
    }
  }
  return distance;
}

/** The first deed of a shortest way to the goal that meets no trap, or else of any; undefined where there is none. */
export function nextDeed(scene: Scene, from: Situation, limit = 4000): Deed | undefined {
  const { places, distance } = explore(scene, limit, from);
  const ways = places[0]!.edges.filter(({ to }) => distance[to] !== Infinity);
  const safe = ways.filter(({ to }) => !places[to]!.trap);
  return (safe.length > 0 ? safe : ways).sort((a, b) => distance[a.to]! - distance[b.to]!)[0];
}
