import type { Variable } from './effect.ts';
import type { Scene } from './scene.ts';

/** A scene as its file says it, before it is read: what editors change, and what is published. */
export type SceneSource = Record<string, unknown>;

/** The file of a scene that was read; reading it again gives the same scene. */
export function sourceOf(scene: Scene): SceneSource {
  const { kind: _, id: __, state, ...rest } = scene;
  return {
    ...rest,
    state: Object.fromEntries(Object.entries(state).map(([name, one]) => [name, declare(one)])),
  };
}

function declare(variable: Variable): unknown {
  if (variable.type === 'bool' || variable.type === 'text') return variable.start;
  const { type: _, ...declared } = variable;
  return declared;
}

/** What may be written in a draft is data of this depth at most: conditions stand in conditions. */
export const DEEPEST = 24;

/** How deep lists and objects stand in each other; never more than one above {@link DEEPEST}. */
export function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((one) => (one !== null && typeof one === 'object' ? Object.values(one) : []));
    if (level.length === 0) return depth;
  }
  return DEEPEST + 1;
}
