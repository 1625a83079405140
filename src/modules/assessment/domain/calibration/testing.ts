// What several tests of this folder share.
import { type ItemParameters, probabilityRight } from '../model.ts';
import { randomFor } from '../random.ts';
import { drawNormal } from '../simulate.ts';
import type { Entry } from './responses.ts';

export interface Invented {
  readonly items: readonly ItemParameters[];
  readonly abilities: readonly number[];
  readonly rows: readonly (readonly Entry[])[];
}

interface Invention {
  readonly seed: string;
  readonly items: number;
  readonly people: number;
  readonly answers: number;
  readonly guessing?: number;
  readonly mean?: number;
  readonly sd?: number;
  /** How the item really behaves for this person; as the others without it. */
  readonly behaves?: (item: ItemParameters, index: number, person: number) => ItemParameters;
}

/** People of a normal population who each answer some items, drawn at random; the same seed, the same answers. */
export function invent({ seed, items: count, people, answers, ...more }: Invention): Invented {
  const { guessing = 0, mean = 0, sd = 1, behaves = (item: ItemParameters) => item } = more;
  const random = randomFor(seed, 'invented');
  const items = Array.from({ length: count }, () => ({
    discrimination: Math.exp(0.25 + 0.3 * drawNormal(random)),
    difficulty: drawNormal(random),
    guessing,
  }));
  const abilities = Array.from({ length: people }, () => mean + sd * drawNormal(random));
  const rows = abilities.map((ability, person) => {
    const asked = new Set<number>();
    while (asked.size < answers) asked.add(Math.floor(random() * count));
    return [...asked].map((item) => ({
      item,
      right: random() < probabilityRight(behaves(items[item]!, item, person), ability),
    }));
  });
  return { items, abilities, rows };
}

export const rmse = (one: readonly number[], other: readonly number[]): number =>
  Math.sqrt(one.reduce((sum, value, index) => sum + (value - other[index]!) ** 2, 0) / one.length);
