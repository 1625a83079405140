import type { Item, Kept } from './kept.ts';

/** What is still to be brought over of a set of lessons and scenes. */
export interface Plan {
  readonly missing: readonly Item[];
  /** Things that are there in an older version. */
  readonly outdated: number;
  /** Things that are not there at all. */
  readonly absent: number;
  /** Things that are there as they should be. */
  readonly kept: number;
  /** Bytes still to be brought over, compressed. */
  readonly bytes: number;
  /** Bytes of all of them together. */
  readonly total: number;
  /** Bytes of all recordings, which only come along where they are wanted; 0 where there are none. */
  readonly voice: number;
}

/** Weighs only what is missing: what is there in an older version, and pictures that nothing kept shows. */
export function planFor(items: readonly Item[], kept: ReadonlyMap<string, Kept>, withVoice: boolean): Plan {
  const there = new Set([...kept.values()].flatMap((one) => one.pictures));
  const isHere = (item: Item) => kept.get(item.address)?.version === item.version;
  const isSilent = (item: Item) =>
    withVoice && Boolean(item.voice) && kept.get(item.address)?.voiced !== true;
  const missing = items.filter((item) => !isHere(item) || isSilent(item));
  const outdated = missing.filter((item) => !isHere(item) && kept.has(item.address)).length;
  const voices = (some: readonly Item[]) => some.reduce((sum, { voice = 0 }) => sum + voice, 0);
  return {
    missing,
    outdated,
    absent: missing.filter((item) => !kept.has(item.address)).length,
    kept: items.length - missing.length,
    // A recording that two versions share is weighed again: better said too large than too small.
    bytes:
      weigh(
        missing.filter((item) => !isHere(item)),
        (url) => !there.has(url),
      ) + (withVoice ? voices(missing.filter((item) => isSilent(item) || !isHere(item))) : 0),
    total: weigh(items, () => true) + (withVoice ? voices(items) : 0),
    voice: voices(items),
  };
}

function weigh(items: readonly Item[], counts: (url: string) => boolean): number {
  const files = new Map(items.flatMap((item) => item.files).map(({ url, bytes }) => [url, bytes]));
  const pictures = [...files].reduce((sum, [url, bytes]) => sum + (counts(url) ? bytes : 0), 0);
  return items.reduce((sum, item) => sum + item.bytes, pictures);
}
