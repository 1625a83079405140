import type { ItemParameters } from '../model.ts';
import type { Grid } from './grid.ts';
import { classOf, deltaOf, type DifClass, mantelHaenszel, type Stratum } from './mantel-haenszel.ts';
import { judgeByOthers, populationOf } from './others.ts';
import type { Responses } from './responses.ts';

export interface DifResult {
  readonly item: number;
  /** Answers of the focal group, and of the reference group. */
  readonly focal: number;
  readonly reference: number;
  /** Below 0: harder for the focal group than its ability explains. ETS delta scale, 2.35 a logit. */
  readonly delta: number;
  readonly error: number;
  readonly class: DifClass;
}

/** Fewer answers of a group than this say nothing of it. */
export const LEAST_ANSWERS = 100;
const STRATA = 10;
const ROUNDS = 4;

/**
 * Whether items are harder for one group than its ability explains, by Mantel–Haenszel over people of like ability.
 *
 * People are matched by their other answers, each by her own group's population; purified: items found large or
 * moderate do not count for matching, until the same ones are found again.
 *
 * @param groupOf per row: focal, reference, or neither
 * @see Holland & Thayer (1988), in Wainer & Braun, Test Validity, ch. 9; Zwick, Thayer & Wingersky (1994), Applied
 *   Psychological Measurement 18(2), 121–140 (adaptive tests)
 */
export function findDif(
  data: Responses,
  items: readonly ItemParameters[],
  grid: Grid,
  groupOf: (row: number) => 'focal' | 'reference' | undefined,
): DifResult[] {
  const focal: number[] = [];
  const reference: number[] = [];
  for (let row = 0; row < data.weights.length; row += 1) {
    const group = groupOf(row);
    if (group) (group === 'focal' ? focal : reference).push(row);
  }
  const populations = {
    focal: populationOf(data, items, grid, focal),
    reference: populationOf(data, items, grid, reference),
  };
  let removed = new Set<number>();
  let results: DifResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { abilities } = judgeByOthers(
      data,
      items,
      grid.nodes,
      (row) => {
        const group = groupOf(row);
        return group && populations[group];
      },
      removed,
    );
    results = compare(data, abilities, groupOf);
    const found = new Set(results.filter((result) => result.class !== 'A').map(({ item }) => item));
    const settled = found.size === removed.size && [...found].every((item) => removed.has(item));
    removed = found;
    if (settled) break;
  }
  return results;
}

interface Answered {
  readonly ability: number;
  readonly right: boolean;
  readonly focal: boolean;
  readonly weight: number;
}

function compare(
  data: Responses,
  abilities: Float64Array,
  groupOf: (row: number) => 'focal' | 'reference' | undefined,
): DifResult[] {
  const answers: Answered[][] = Array.from({ length: data.itemCount }, () => []);
  for (let row = 0; row < data.weights.length; row += 1) {
    const group = groupOf(row);
    if (!group) continue;
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      answers[data.items[entry]!]!.push({
        ability: abilities[entry]!,
        right: data.rights[entry] === 1,
        focal: group === 'focal',
        weight: data.weights[row]!,
      });
    }
  }
  return answers.flatMap((own, item) => {
    const focal = own.reduce((sum, one) => sum + (one.focal ? one.weight : 0), 0);
    const reference = own.reduce((sum, one) => sum + (one.focal ? 0 : one.weight), 0);
    if (focal < LEAST_ANSWERS || reference < LEAST_ANSWERS) return [];
    const result = mantelHaenszel(stratify(own));
    return result ? [{ item, focal, reference, ...deltaOf(result), class: classOf(result) }] : [];
  });
}

/** Equal shares of the people by ability. */
function stratify(answers: readonly Answered[]): Stratum[] {
  const sorted = answers.toSorted((one, other) => one.ability - other.ability);
  const strata = Array.from({ length: STRATA }, () => ({
    referenceRight: 0,
    referenceWrong: 0,
    focalRight: 0,
    focalWrong: 0,
  }));
  for (const [place, { right, focal, weight }] of sorted.entries()) {
    const stratum = strata[Math.floor((place * STRATA) / sorted.length)]!;
    if (focal) stratum[right ? 'focalRight' : 'focalWrong'] += weight;
    else stratum[right ? 'referenceRight' : 'referenceWrong'] += weight;
  }
  return strata;
}
