import { shortDigest } from '#platform/content/digest.ts';
import type { Asset, Entry, Release } from '#platform/content/release.ts';
import type { LocalLesson, LocalProgramme } from '../domain/local.ts';

const LESSONS = 'local-lessons';
const PROGRAMMES = 'local-programmes';

export interface Published {
  readonly lessons: readonly LocalLesson[];
  readonly programmes: readonly LocalProgramme[];
  /** Pictures of these lessons, under `lessons/<id>/`, and recordings, under `units/<unit>/lessons/<id>/audio/`. */
  readonly assets: readonly Asset[];
}

/** Another release: the files, with what units published themselves. The same when they published nothing. */
export function withLocal(release: Release, { lessons, programmes, assets: added }: Published): Release {
  if (lessons.length + programmes.length === 0) return release;
  const entry = <T>(value: T): Entry<T> => ({ path: '', value });
  const assets = { ...release.assets };
  for (const asset of added) assets[asset.path] = asset;
  return {
    id: shortDigest(JSON.stringify([release.id, lessons, programmes, added])),
    kinds: { ...release.kinds, [LESSONS]: lessons.map(entry), [PROGRAMMES]: programmes.map(entry) },
    assets,
  };
}

const valuesOf = <T>(release: Release, kind: string): readonly T[] =>
  ((release.kinds[kind] ?? []) as readonly Entry<T>[]).map(({ value }) => value);

export const localLessons = (release: Release): readonly LocalLesson[] => valuesOf(release, LESSONS);
export const localProgrammes = (release: Release): readonly LocalProgramme[] => valuesOf(release, PROGRAMMES);
