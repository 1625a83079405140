import { shortDigest } from '#platform/content/digest.ts';
import type { Asset, Entry, Release } from '#platform/content/release.ts';
import type { LocalLesson, LocalProgramme } from '../domain/local.ts';

const LESSONS = 'local-lessons';
const PROGRAMMES = 'local-programmes';

export interface Published {
  readonly lessons: readonly LocalLesson[];
  readonly programmes: readonly LocalProgramme[];
  /** Pictures of these lessons, under `lessons/<id>/`. */
  readonly pictures: readonly Asset[];
}

/** Another release: the files, with what units published themselves. The same when they published nothing. */
export function withLocal(release: Release, { lessons, programmes, pictures }: Published): Release {
  if (lessons.length + programmes.length === 0) return release;
  const entry = <T>(value: T): Entry<T> => ({ path: '', value });
  const assets = { ...release.assets };
  for (const picture of pictures) assets[picture.path] = picture;
  return {
    id: shortDigest(JSON.stringify([release.id, lessons, programmes])),
    kinds: { ...release.kinds, [LESSONS]: lessons.map(entry), [PROGRAMMES]: programmes.map(entry) },
    assets,
  };
}

const valuesOf = <T>(release: Release, kind: string): readonly T[] =>
  ((release.kinds[kind] ?? []) as readonly Entry<T>[]).map(({ value }) => value);

export const localLessons = (release: Release): readonly LocalLesson[] => valuesOf(release, LESSONS);
export const localProgrammes = (release: Release): readonly LocalProgramme[] => valuesOf(release, PROGRAMMES);
