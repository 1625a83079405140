import { solveTask, playTask, taskScene, type Scene } from '#modules/practice/index.ts';
import type { Item } from './item.ts';

/** Seeds that between them draw every variant of a scene and many places of its rows. */
const SEEDS = Array.from({ length: 24 }, (_, seed) => seed * 7919);

/** What keeps a task from being marked: no such scene, pictures that a bundle cannot freeze, a way that does not lead. */
export function checkTask(
  { scene: id, vary }: Extract<Item, { type: 'perform' }>,
  scene: Scene | undefined,
): string[] {
  if (!scene) return [`there is no scene ${id}`];
  const pictured = scene.screens.some(({ blocks }) =>
    blocks.some((block) => block.kind === 'picture' && block.file !== undefined),
  );
  const stuck = SEEDS.find((seed) => {
    const played = taskScene(scene, seed);
    const end = playTask(played, solveTask(played));
    return !end?.isDone || end.traps > 0;
  });
  return [
    ...(vary ? ['a task varies by its scene, not by parameters'] : []),
    ...(pictured ? [`scene ${id} has pictures of its own, which a running test could lose`] : []),
    ...(stuck === undefined ? [] : [`no way was found to the goal of ${id} with seed ${stuck}`]),
  ];
}
