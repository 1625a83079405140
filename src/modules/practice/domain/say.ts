import type { Situation, Value } from './condition.ts';
import { fill } from './fill.ts';
import type { Scene } from './scene.ts';

/** The situation a scene begins in. */
export function startOf(scene: Scene): Situation {
  const values = Object.fromEntries(
    Object.entries(scene.state).map(([name, variable]): [string, Value] => [name, variable.start]),
  );
  return { screen: scene.screens[0]!.id, values };
}

const labelsOf = (scene: Scene) =>
  Object.fromEntries(
    Object.entries(scene.state).flatMap(([name, variable]) =>
      variable.type === 'choice' ? [[name, labelled(scene, variable.values)]] : [],
    ),
  );

/** The words of a choice may name lines of the slip. */
export const labelled = (scene: Scene, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([value, label]) => [value, fill(label, { values: {}, slip: scene.slip })]),
  );

/** A text of the scene with its values in it. */
export function sayAt(scene: Scene, at: Situation, text: string): string {
  // Most texts have no place for a value, and a search asks for the names of thousands of regions.
  if (!text.includes('{')) return text;
  return fill(text, { values: at.values, slip: scene.slip, labels: labelsOf(scene) });
}
