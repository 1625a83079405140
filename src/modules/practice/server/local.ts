import { shortDigest } from '#platform/content/digest.ts';
import type { Entry, Release } from '#platform/content/release.ts';
import type { Scene } from '../domain/scene.ts';

const SCENES = 'local-scenes';

/** A scene that a unit wrote itself and published. */
export interface LocalScene {
  readonly unit: number;
  /** Name of the unit. */
  readonly name: string;
  readonly scene: Scene;
}

/** Another release: with what units published themselves. The same when they published nothing. */
export function withScenes(release: Release, scenes: readonly LocalScene[]): Release {
  if (scenes.length === 0) return release;
  const entries = scenes.map((value): Entry<LocalScene> => ({ path: '', value }));
  return {
    ...release,
    id: shortDigest(JSON.stringify([release.id, scenes])),
    kinds: { ...release.kinds, [SCENES]: entries },
  };
}

export const localScenes = (release: Release): readonly LocalScene[] =>
  ((release.kinds[SCENES] ?? []) as readonly Entry<LocalScene>[]).map(({ value }) => value);
