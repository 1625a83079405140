import { fold } from '#platform/text/fold.ts';

/** What a request would ask of whom. */
export interface AskingPlan {
  /** Units that something is to be asked of. */
  readonly toAsk: number;
  /** Units of which everything is known. */
  readonly spared: number;
  /** Answers that people have to give, over all units. */
  readonly fields: number;
  /** Answers that are known, over all units. */
  readonly known: number;
  /** For each question, of how many units it is known. */
  readonly knownFor: ReadonlyMap<number, number>;
}

/**
 * @param positions of the questions
 * @param known for each unit the positions that are known
 */
export function planAsking(positions: readonly number[], known: readonly ReadonlySet<number>[]): AskingPlan {
  const open = known.map((has) => positions.filter((one) => !has.has(one)).length);
  const fields = open.reduce((sum, one) => sum + one, 0);
  return {
    toAsk: open.filter((one) => one > 0).length,
    spared: open.filter((one) => one === 0).length,
    fields,
    known: positions.length * known.length - fields,
    knownFor: new Map(positions.map((one) => [one, known.filter((has) => has.has(one)).length])),
  };
}

/** Words that stand in nearly every label and tell nothing apart. */
const COMMON = new Set(
  'so luong tong cac cua trong ky da duoc nguoi co tren dia ban theo va la den'.split(' '),
);
const telling = (label: string): Set<string> =>
  new Set(
    fold(label)
      .split(' ')
      .filter((word) => word !== '' && !COMMON.has(word)),
  );

/** Labels that may mean the same: at least half of the telling words of both are common to them. */
export function similarLabels<L extends { readonly label: string }>(
  label: string,
  others: readonly L[],
): L[] {
  const own = telling(label);
  if (own.size === 0) return [];
  return others
    .map((other) => {
      const its = telling(other.label);
      const both = [...own].filter((word) => its.has(word)).length;
      return { other, share: its.size === 0 ? 0 : both / (own.size + its.size - both) };
    })
    .filter(({ share }) => share >= 0.5)
    .toSorted((left, right) => right.share - left.share)
    .map(({ other }) => other)
    .slice(0, 3);
}

/** What makes two questions the same: the cell of the form, or the asker's words whatever their marks. */
export const sameAs = (cell: string, label: string): string => (cell === '' ? `~${fold(label)}` : cell);
