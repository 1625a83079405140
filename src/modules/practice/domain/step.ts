import { holds, type Situation } from './condition.ts';
import { applyEffects } from './effect.ts';
import type { Scene, Trap } from './scene.ts';

/** One thing that can be done: a tap on a region, typing into it, or the phone's way back. */
export interface Deed {
  readonly tap: string;
  readonly type?: string;
}

export const BACK = 'back';

/** The trap that closes on the step from one situation to another: one whose condition did not hold and now does. */
export function trapOn(scene: Scene, before: Situation, after: Situation): Trap | undefined {
  return scene.traps.find(
    (trap) => holds(trap.when, after, scene.slip) && !holds(trap.when, before, scene.slip),
  );
}

export const isGoal = (scene: Scene, at: Situation): boolean => holds(scene.goal, at, scene.slip);

export const repaired = (scene: Scene, trap: Trap, at: Situation): Situation =>
  applyEffects(trap.repair.does, at, scene.state, scene.slip);
