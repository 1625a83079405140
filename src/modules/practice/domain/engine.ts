import { holds, type Situation } from './condition.ts';
import { fill } from './fill.ts';
import { guard, type Refused } from './guard.ts';
import { backFrom, regionsAt } from './regions.ts';
import { startOf } from './say.ts';
import { HINTS, type HintLevel, type Mode } from './mode.ts';
import type { Move, Scene, Trap } from './scene.ts';
import { BACK, isGoal, repaired, trapOn, type Deed } from './step.ts';

export interface Counts {
  readonly hints: Readonly<Record<HintLevel, number>>;
  /** Traps fallen into, and in `with-me` taps beside the shown place. */
  readonly errors: number;
  readonly repairs: number;
  readonly undone: number;
  /** Real-looking data that was refused; never what it was. */
  readonly guarded: number;
}

/** One go at a scene. Immutable: every act makes a new one. */
export interface Run {
  /** As it is played: in the changed mode other than the file. */
  readonly scene: Scene;
  readonly mode: Mode;
  readonly seed: number;
  readonly at: Situation;
  readonly trap: Trap | undefined;
  readonly isDone: boolean;
  /** What was before, the newest last. */
  readonly past: readonly (Situation & { readonly step: number })[];
  /** The move of the demonstration that comes next; for `watch` and `with-me`. */
  readonly step: number;
  readonly hint:
    { readonly level: HintLevel; readonly nudge: string; readonly deed: Deed | undefined } | undefined;
  /** Why the last act was refused. */
  readonly refused: Refused | 'not-there' | 'follow' | undefined;
  readonly counts: Counts;
}

export type Act =
  | { readonly kind: 'tap'; readonly region: string; readonly typed?: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'repair' };

const PAST = 200;

/**
 * @param scene as it is played: in the changed mode what `vary` made of it by the same seed
 * @param seed a whole number, 0 or more
 */
export function start(scene: Scene, mode: Mode, seed: number): Run {
  return {
    scene,
    mode,
    seed,
    at: startOf(scene),
    trap: undefined,
    isDone: false,
    past: [],
    step: 0,
    hint: undefined,
    refused: undefined,
    counts: { hints: { nudge: 0, highlight: 0, show: 0 }, errors: 0, repairs: 0, undone: 0, guarded: 0 },
  };
}

/** The next run after somebody did something. What cannot be done changes nothing but `refused`. */
export function act(run: Run, what: Act): Run {
  if (run.isDone) return run;
  if (what.kind === 'repair') return run.trap ? repair(run, run.trap) : refusing(run, 'not-there');
  if (run.trap) return refusing(run, 'not-there');
  const led = leading(run);
  if (led && !isDeed(led, what, run.scene)) return refusing(counted(run, { errors: 1 }), 'follow');
  if (what.kind === 'back') {
    const leads = backFrom(run.scene, run.at);
    return leads ? moveTo(run, leads) : refusing(run, 'not-there');
  }
  const region = regionsAt(run.scene, run.at).find(({ id }) => id === what.region);
  if (!region) return refusing(run, 'not-there');
  if (region.role !== 'field') return moveTo(run, region.tap(run.at, ''));
  const typed = tidyTyped(what.typed ?? '', region.takes);
  // A code that is still being typed says nothing yet.
  const isWhole = region.length === undefined || typed.length >= region.length;
  const why = isWhole ? guard(typed, region.takes ?? 'text', run.scene.slip) : undefined;
  if (!why) return moveTo(run, region.tap(run.at, typed));
  return refusing(
    { ...counted(run, { guarded: 1 }), at: { ...run.at, values: { ...run.at.values, [region.into!]: '' } } },
    why,
  );
}

/** One step back, always, also out of a trap. */
export function undo(run: Run): Run {
  const before = run.past.at(-1);
  if (!before || run.isDone) return run;
  const { step, ...at } = before;
  return {
    ...counted(run, { undone: 1 }),
    at,
    step,
    trap: undefined,
    past: run.past.slice(0, -1),
    hint: undefined,
    refused: undefined,
  };
}

/** Looks for the next deed on a way to the goal: `nextDeed` of search.ts, which a page loads when help is asked for. */
export type Look = (scene: Scene, at: Situation) => Deed | undefined;

/** One rung up the ladder: a nudge in words, then the place is shown, then it is done for her. All of it is counted. */
export function hint(run: Run, look: Look): Run {
  if (run.isDone || run.trap) return run;
  // After something was done for her the ladder begins anew.
  const before = run.hint?.level === 'show' ? undefined : run.hint;
  const level = HINTS[before ? HINTS.indexOf(before.level) + 1 : 0]!;
  const given = before ?? findHint(run, look);
  const shown: Run = {
    ...run,
    refused: undefined,
    hint: { ...given, level },
    counts: { ...run.counts, hints: { ...run.counts.hints, [level]: run.counts.hints[level] + 1 } },
  };
  if (level !== 'show' || !given.deed) return shown;
  return { ...act(shown, actOf(given.deed)), hint: { ...given, level } };
}

/** The demonstration's move that comes next; undefined at its end. */
export function nextMove(run: Run): (Deed & { readonly say: string }) | undefined {
  const move = run.scene.demo[run.step];
  return move && deedOf(move, run.scene);
}

/** Watch mode: plays the next move. */
export function playNext(run: Run): Run {
  const move = nextMove(run);
  return move ? act(run, actOf(move)) : run;
}

export const actOf = ({ tap, type }: Deed): Act =>
  tap === BACK
    ? { kind: 'back' }
    : { kind: 'tap', region: tap, ...(type === undefined ? {} : { typed: type }) };

export const deedOf = ({ tap, type, say }: Move, scene: Scene) => ({
  tap,
  say: fill(say, { values: {}, slip: scene.slip }),
  ...(type === undefined ? {} : { type: fill(type, { values: {}, slip: scene.slip }) }),
});

/** Which hint fits a situation: the first whose screen and condition hold. */
export function hintAt(scene: Scene, at: Situation) {
  return scene.hints.find(
    ({ on, when }) => (on === undefined || on === at.screen) && (!when || holds(when, at, scene.slip)),
  );
}

function findHint(run: Run, look: Look): { nudge: string; deed: Deed | undefined; level: HintLevel } {
  const { scene, at } = run;
  const found = hintAt(scene, at);
  const deed = leading(run) ?? (found?.tap === undefined ? look(scene, at) : { tap: found.tap });
  return { level: 'nudge', nudge: found?.nudge ?? '', deed };
}

/** In `with-me` the only deed that goes on; elsewhere undefined. */
const leading = (run: Run) => (run.mode === 'with-me' ? nextMove(run) : undefined);

function isDeed(deed: Deed, what: Act, scene: Scene): boolean {
  if (what.kind !== 'tap') return deed.tap === BACK && what.kind === 'back';
  if (deed.tap !== what.region) return false;
  // Digits of a code come one by one; words may be typed in capitals or with spaces.
  const [wanted, typed] = [deed.type, what.typed ?? ''].map((one) => simple(one ?? ''));
  const isKeypad = scene.screens.some(({ blocks }) =>
    blocks.some((block) => block.kind === 'keypad' && block.id === deed.tap),
  );
  return deed.type === undefined || (isKeypad ? wanted!.startsWith(typed!) : wanted === typed);
}

const simple = (text: string) => text.normalize('NFC').replaceAll(/[\s.]/g, '').toLowerCase();

/** Digits alone where a number belongs; single spaces in text. */
function tidyTyped(typed: string, takes: string | undefined): string {
  const plain = typed.normalize('NFC').slice(0, 200);
  return takes === 'money' || takes === 'number' || takes === 'code'
    ? plain.normalize('NFKC').replaceAll(/\D/g, '')
    : plain.replaceAll(/\s+/g, ' ').trim();
}

function moveTo(run: Run, leads: Situation): Run {
  const trap = trapOn(run.scene, run.at, leads);
  const move = nextMove(run);
  const isTyping =
    move?.type !== undefined && leads.values !== run.at.values && !typedWhole(run, leads, move);
  const isDone = !trap && isGoal(run.scene, leads);
  return {
    ...(trap ? counted(run, { errors: 1 }) : run),
    at: leads,
    trap,
    isDone,
    step: move && !isTyping ? run.step + 1 : run.step,
    past: [...run.past, { ...run.at, step: run.step }].slice(-PAST),
    hint: undefined,
    refused: undefined,
  };
}

/** A keypad's code is done when it is as long as it should be; then the next move is due. */
function typedWhole(run: Run, leads: Situation, move: Deed): boolean {
  const region = regionsAt(run.scene, run.at).find(({ id }) => id === move.tap);
  if (region?.length === undefined) return true;
  // What the code set off may have emptied the field again.
  const typed = String(leads.values[region.into!]);
  return leads.screen !== run.at.screen || typed.length >= region.length || typed === '';
}

function repair(run: Run, trap: Trap): Run {
  const at = repaired(run.scene, trap, run.at);
  return {
    ...counted(run, { repairs: 1 }),
    at,
    trap: undefined,
    isDone: isGoal(run.scene, at),
    hint: undefined,
    refused: undefined,
  };
}

const refusing = (run: Run, refused: Run['refused']): Run => ({ ...run, refused });

function counted(run: Run, more: Partial<Omit<Counts, 'hints'>>): Run {
  const counts = { ...run.counts };
  for (const [name, by] of Object.entries(more) as [keyof typeof more, number][]) counts[name] += by;
  return { ...run, counts };
}

/** What a go at a scene shows, for the record. */
export interface Evidence extends Counts {
  readonly mode: Mode;
  readonly isDone: boolean;
  readonly seconds: number;
  readonly tappedBy: 'learner' | 'helper' | 'unknown';
}

/** @param seconds how long it took, by the phone's clock; 0 or more */
export function judge(run: Run, seconds: number, tappedBy: Evidence['tappedBy']): Evidence {
  return {
    ...run.counts,
    mode: run.mode,
    isDone: run.isDone,
    seconds: Math.max(0, Math.round(seconds)),
    tappedBy,
  };
}
