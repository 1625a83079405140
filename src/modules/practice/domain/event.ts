import * as v from 'valibot';
import type { HintLevel, Mode } from './mode.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const made = {
  id: v.pipe(v.string(), v.uuid()),
  scene: v.pipe(v.string(), v.maxLength(80)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647)),
  /** When it ended, by her phone's clock. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  seconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400)),
  tappedBy: v.picklist(['learner', 'helper', 'unknown']),
};

/** A go at a scene that ended; made on the phone with its own id, so that sending it twice counts once. */
const RunEvent = v.strictObject({
  ...made,
  kind: v.literal('run'),
  /** For real needs a witness, who confirms on a device of her own. */
  mode: v.picklist(['watch', 'with-me', 'alone', 'changed']),
  isDone: v.boolean(),
  hints: v.strictObject({ nudge: count, highlight: count, show: count }),
  errors: count,
  repairs: count,
  undone: count,
  guarded: count,
});

/** A round of the scam gym: what she said of each message. */
const RoundEvent = v.strictObject({
  ...made,
  kind: v.literal('round'),
  judged: v.pipe(
    v.array(v.strictObject({ entry: v.pipe(v.string(), v.maxLength(60)), saidScam: v.boolean() })),
    v.minLength(1),
    v.maxLength(12),
  ),
});

export const PracticeEvent = v.variant('kind', [RunEvent, RoundEvent]);
export type PracticeEvent = v.InferOutput<typeof PracticeEvent>;
export type RunEvent = v.InferOutput<typeof RunEvent>;

/** The highest rung of help: 0 none, 1 a nudge, 2 the place was shown, 3 it was done for her. */
export type Help = 0 | 1 | 2 | 3;

export function helpOf(hints: Readonly<Record<HintLevel, number>>): Help {
  if (hints.show > 0) return 3;
  if (hints.highlight > 0) return 2;
  return hints.nudge > 0 ? 1 : 0;
}

/** How many goes of one mode reached the goal, and the least help that any of them had. */
export interface ModeDone {
  readonly mode: Mode;
  readonly done: number;
  readonly help: Help;
}

/** From most help to least: with more help the same mode shows less. */
const LADDER: readonly Mode[] = ['watch', 'with-me', 'alone', 'changed', 'for-real'];

/** The best that was done: the mode with the least help around it; undefined before the first goal. */
export function bestOf(modes: readonly ModeDone[]): ModeDone | undefined {
  return modes
    .filter(({ done }) => done > 0)
    .toSorted((a, b) => LADDER.indexOf(b.mode) - LADDER.indexOf(a.mode))[0];
}
