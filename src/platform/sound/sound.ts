import type { Found } from './bytes.ts';
import type { SoundKind } from './kinds.ts';
import { readMp3 } from './mp3.ts';
import { readMp4 } from './mp4.ts';
import { readOgg } from './ogg.ts';
import { readWebm } from './webm.ts';

export interface Sound extends Found {
  readonly kind: SoundKind;
}

/** What these bytes are, whatever their name says; undefined where they are no recording of a voice, or are cut off. */
export function readSound(bytes: Uint8Array): Sound | undefined {
  for (const [kind, read] of READERS) {
    try {
      const found = read(bytes);
      if (found && Number.isFinite(found.seconds) && found.seconds > 0) return { kind, ...found };
    } catch (error) {
      // A length in the file points beyond its end.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

const READERS: readonly (readonly [SoundKind, (bytes: Uint8Array) => Found | undefined])[] = [
  ['opus', readOgg],
  ['webm', readWebm],
  ['m4a', readMp4],
  ['mp3', readMp3],
];
