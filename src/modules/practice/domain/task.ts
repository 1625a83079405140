import { act, hint, start, undo, type Run } from './engine.ts';
import { fill } from './fill.ts';
import type { Scene } from './scene.ts';
import { nextDeed } from './search.ts';
import { BACK } from './step.ts';
import { MOST_HINTS, type TaskAct } from './task-act.ts';
import { vary } from './vary.ts';

/** What a go came to; nothing of what was typed. */
export interface TaskEnd {
  readonly isDone: boolean;
  /** Wrong turns, and which. */
  readonly traps: number;
  readonly met: readonly string[];
  readonly hints: number;
  readonly undone: number;
  readonly acts: number;
}

/**
 * The scene as a task that is marked: with other names, data and places by the seed, and without what only teaches.
 *
 * @param seed a whole number, 0 or more
 */
export function taskScene(scene: Scene, seed: number): Scene {
  const { forReal: _, ...played } = vary(scene, seed);
  return { ...played, lessons: [], variants: [] };
}

export const startTask = (scene: Scene): Run => start(scene, 'alone', 0);

const hintsOf = ({ counts: { hints } }: Run) => hints.nudge + hints.highlight + hints.show;

/** The next run; undefined when that cannot be done there, or the guard refuses what is typed. */
export function stepTask(run: Run, what: TaskAct): Run | undefined {
  if (run.isDone) return undefined;
  if (what.do === 'undo') return run.past.length > 0 ? undo(run) : undefined;
  if (what.do === 'hint') return run.trap || hintsOf(run) >= MOST_HINTS ? undefined : hint(run, nextDeed);
  const next =
    what.do === 'tap'
      ? act(run, { kind: 'tap', region: what.at, ...(what.typed === undefined ? {} : { typed: what.typed }) })
      : act(run, { kind: what.do });
  return next.refused === undefined ? next : undefined;
}

/**
 * Plays a task again from what was done, wherever that was recorded. This is how it is marked: the phone's word for how
 * it ended is never asked.
 *
 * @param scene as `taskScene` gave it to the phone
 * @returns undefined when the acts cannot have been done in this scene in this order
 */
export function playTask(scene: Scene, acts: readonly TaskAct[]): TaskEnd | undefined {
  let run = startTask(scene);
  const met = new Set<string>();
  for (const what of acts) {
    const next = stepTask(run, what);
    if (!next) return undefined;
    if (next.trap) met.add(next.trap.id);
    run = next;
  }
  const { errors, undone } = run.counts;
  return {
    isDone: run.isDone,
    traps: errors,
    met: [...met],
    hints: hintsOf(run),
    undone,
    acts: acts.length,
  };
}

/**
 * A way to the goal without a wrong turn: what the scene's demonstration does, or where a changed start leads it astray
 * the shortest way there is.
 */
export function solveTask(scene: Scene): TaskAct[] {
  const shown = scene.demo.map(({ tap, type }) =>
    deed(tap, type === undefined ? type : fillSlip(type, scene)),
  );
  const acts = take(scene, (_, place) => shown[place]);
  const end = playTask(scene, acts);
  if (end?.isDone && end.traps === 0) return acts;
  return take(scene, (run) => {
    const next = nextDeed(scene, run.at);
    return next && deed(next.tap, next.type);
  });
}

const deed = (tap: string, typed: string | undefined): TaskAct => {
  if (tap === BACK) return { do: 'back' };
  return typed === undefined ? { do: 'tap', at: tap } : { do: 'tap', at: tap, typed };
};

/** Acts one after the other until the goal is reached, or there is no next one. */
function take(scene: Scene, choose: (run: Run, place: number) => TaskAct | undefined): TaskAct[] {
  const acts: TaskAct[] = [];
  for (let run = startTask(scene); !run.isDone && acts.length < 60;) {
    const what = choose(run, acts.length);
    const next = what && stepTask(run, what);
    if (!next) break;
    acts.push(what);
    run = next;
  }
  return acts;
}

const fillSlip = (text: string, { slip }: Scene) => fill(text, { values: {}, slip });

/** What was done with one act more: what is typed into a field takes the place of what was typed there just before. */
export function addAct(acts: readonly TaskAct[], what: TaskAct): TaskAct[] {
  const last = acts.at(-1);
  const isTyping = (one: TaskAct | undefined) => one?.do === 'tap' && one.typed !== undefined;
  const isRetyped = isTyping(what) && isTyping(last) && 'at' in what && 'at' in last! && what.at === last.at;
  return [...(isRetyped ? acts.slice(0, -1) : acts), what];
}

/** The run that these acts lead to; undefined when they cannot have been done. */
export function runOf(scene: Scene, acts: readonly TaskAct[]): Run | undefined {
  let run: Run | undefined = startTask(scene);
  for (const what of acts) run = run && stepTask(run, what);
  return run;
}
