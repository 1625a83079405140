import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of the passes of a month, so many are checked again: 2 in 100, and no fewer than 19 where there are so many. */
const SHARE = 0.02;
const LEAST = 19;

export function sampleSize(passes: number): number {
  return Math.min(passes, Math.max(LEAST, Math.ceil(SHARE * passes)));
}

/** SHA-256 of the ids, sorted, one a line: says that a list is the one that was drawn from. */
export function digestOfList(ids: readonly string[]): string {
  return digest(ids.toSorted().join('\n'));
}

/** Nobody chooses the seed: it follows from the unit, the month and the list, which is complete before it is known. */
export function seedOf(unitId: number, period: string, listDigest: string): string {
  return digest(`${unitId} ${period} ${listDigest}`);
}

/** The list in the order of the draw, by SHA-256 of seed and id; the first ones are the sample. */
export function drawOrder(ids: readonly string[], seed: string): string[] {
  const keyed = ids.map((id) => [digest(`${seed} ${id}`), id] as const);
  return keyed.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, id]) => id);
}
