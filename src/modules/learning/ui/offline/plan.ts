import type { Pack } from '../../domain/contract.ts';

/** What is still to be brought over for a set of lessons. */
export interface Plan {
  readonly missing: readonly Pack[];
  /** Lessons that are there in an older version. */
  readonly outdated: number;
  /** Lessons that are there as they should be. */
  readonly kept: number;
  /** Bytes still to be brought over, compressed. */
  readonly bytes: number;
  /** Bytes of all of them together. */
  readonly total: number;
}

/** Weighs only what is missing: lessons of an older version, and pictures that no kept lesson shows. */
export function planFor(
  packs: readonly Pack[],
  kept: ReadonlyMap<string, { readonly version: string; readonly pictures: readonly string[] }>,
): Plan {
  const there = new Set([...kept.values()].flatMap((lesson) => lesson.pictures));
  const missing = packs.filter((pack) => kept.get(pack.lesson)?.version !== pack.version);
  const outdated = missing.filter((pack) => kept.has(pack.lesson)).length;
  return {
    missing,
    outdated,
    kept: packs.length - missing.length,
    bytes: weigh(missing, (url) => !there.has(url)),
    total: weigh(packs, () => true),
  };
}

function weigh(packs: readonly Pack[], counts: (url: string) => boolean): number {
  const files = new Map(packs.flatMap((pack) => pack.files).map(({ url, bytes }) => [url, bytes]));
  const pictures = [...files].reduce((sum, [url, bytes]) => sum + (counts(url) ? bytes : 0), 0);
  return packs.reduce((sum, pack) => sum + pack.bytes, pictures);
}
