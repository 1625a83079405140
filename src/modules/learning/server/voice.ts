import { shortDigest } from '#platform/content/digest.ts';
import { assetUrl, type Asset, type Release } from '#platform/content/release.ts';
import { isFirst, placeOf, type RecordingPlace } from '../domain/recordings.ts';
import type { Voice } from '../domain/voice.ts';

/** The name of the recording of a sentence: another wording is another name, so that no recording outlives its words. */
export const recordingName = (sentence: string): string => shortDigest(sentence.normalize('NFC'));

/** Recordings that a unit published with its own wording of a lesson lie apart: two units may say one sentence. */
const OF_A_UNIT = /^units\/(\d+)\//;
export const pathInUnit = (unit: number, path: string): string => `units/${unit}/${path}`;

interface Recording {
  readonly place: RecordingPlace;
  readonly asset: Asset;
}

const indexes = new WeakMap<Release, ReadonlyMap<string, readonly Recording[]>>();
const keyOf = (scope: string, { lesson, language, sentence }: Omit<RecordingPlace, 'kind'>): string =>
  [scope, lesson, language, sentence].join(' ');

/** Every recording of a release, found once; files of one sentence stand together, the small one first. */
function indexOf(release: Release): ReadonlyMap<string, readonly Recording[]> {
  let index = indexes.get(release);
  if (!index) {
    const made = new Map<string, Recording[]>();
    for (const asset of Object.values(release.assets)) {
      const scope = OF_A_UNIT.exec(asset.path);
      const place = placeOf(asset.path.slice(scope?.[0].length ?? 0));
      if (!place) continue;
      const key = keyOf(scope?.[1] ?? '', place);
      made.set(key, [...(made.get(key) ?? []), { place, asset }]);
    }
    for (const one of made.values())
      one.sort((a, b) => Number(isFirst(b.place.kind)) - Number(isFirst(a.place.kind)));
    indexes.set(release, (index = made));
  }
  return index;
}

/** Files of the recording of a sentence: of the unit whose wording it is, else those that are shipped. */
export function filesOf(
  release: Release,
  lesson: string,
  language: string,
  sentence: string,
  unit?: number,
): readonly Asset[] {
  const place = { lesson, language, sentence: recordingName(sentence) } as RecordingPlace;
  const index = indexOf(release);
  const own = unit === undefined ? undefined : index.get(keyOf(String(unit), place));
  return (own ?? index.get(keyOf('', place)) ?? []).map(({ asset }) => asset);
}

/**
 * What can be heard of a step: the first of these languages in which somebody recorded any of it. Undefined where
 * nobody did.
 */
export function voiceOf(
  release: Release,
  lesson: string,
  texts: readonly string[],
  languages: readonly string[],
  unit?: number,
): Voice | undefined {
  for (const language of languages) {
    const files = texts.map((text) =>
      filesOf(release, lesson, language, text, unit).map(({ path }) => assetUrl(release, path)!),
    );
    if (files.some((one) => one.length > 0)) return { language, files };
  }
  return undefined;
}

/** Recordings of the files whose sentence nothing says any more: their words were changed, or left out. */
export function outdatedRecordings(
  release: Release,
  said: ReadonlyMap<string, ReadonlySet<string>>,
): RecordingPlace[] {
  return [...indexOf(release)]
    .filter(([key]) => key.startsWith(' '))
    .flatMap(([, recordings]) => recordings.map(({ place }) => place))
    .filter(({ lesson, sentence }) => !said.get(lesson)?.has(sentence));
}
