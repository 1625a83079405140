import type { Item, Kept } from './kept.ts';

/** What is still to be brought over of a set of lessons and scenes. */
export interface Plan {
  readonly missing: readonly Item[];
  /** Things that are there in an older version. */
  readonly outdated: number;
  /** Things that are there as they should be. */
  readonly kept: number;
  /** Bytes still to be brought over, compressed. */
  readonly bytes: number;
  /** Bytes of all of them together. */
  readonly total: number;
}

/** Weighs only what is missing: what is there in an older version, and pictures that nothing kept shows. */
export function planFor(items: readonly Item[], kept: ReadonlyMap<string, Kept>): Plan {
  const there = new Set([...kept.values()].flatMap((one) => one.pictures));
  const missing = items.filter((item) => kept.get(item.address)?.version !== item.version);
  const outdated = missing.filter((item) => kept.has(item.address)).length;
  return {
    missing,
    outdated,
    kept: items.length - missing.length,
    bytes: weigh(missing, (url) => !there.has(url)),
    total: weigh(items, () => true),
  };
}

function weigh(items: readonly Item[], counts: (url: string) => boolean): number {
  const files = new Map(items.flatMap((item) => item.files).map(({ url, bytes }) => [url, bytes]));
  const pictures = [...files].reduce((sum, [url, bytes]) => sum + (counts(url) ? bytes : 0), 0);
  return items.reduce((sum, item) => sum + item.bytes, pictures);
}
