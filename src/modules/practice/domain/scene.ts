import * as v from 'valibot';
import { Screen } from './blocks.ts';
import { Condition } from './condition.ts';
import { Effects, type Variable } from './effect.ts';
import { aboutEntries, day, sentence, slug, text } from './plain.ts';

const name = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]*$/, 'must be a name such as soTien or amount'));

/** Not a number alone: those come in the order of their size, whatever was written. */
const value = v.pipe(slug, v.regex(/[a-z]/, 'must have a letter'));

/** `paid: false`, `volume: { min: 0, max: 7, start: 2 }`, `size: { values: { nho: Nhỏ, to: To } }`, `amount: ""`. */
const Variable = v.union([
  v.pipe(
    v.boolean(),
    v.transform((start): Variable => ({ type: 'bool', start })),
  ),
  v.pipe(
    v.literal(''),
    v.transform((start): Variable => ({ type: 'text', start })),
  ),
  v.pipe(
    v.strictObject({
      min: v.pipe(v.number(), v.integer()),
      max: v.pipe(v.number(), v.integer()),
      start: v.pipe(v.number(), v.integer()),
    }),
    v.check(
      ({ min, max, start }) => min <= start && start <= max && max - min <= 20,
      'min ≤ start ≤ max, at most 20 apart',
    ),
    v.transform((one): Variable => ({ type: 'number', ...one })),
  ),
  v.pipe(
    v.strictObject({ values: v.record(value, text(60)), start: v.optional(value) }),
    v.check(
      ({ values, start }) => Object.keys(values).length >= 2 && (start === undefined || start in values),
      'needs two values or more, and start is one of them',
    ),
    v.transform(({ values, start }): Variable => ({
      type: 'choice',
      values,
      start: start ?? Object.keys(values)[0]!,
    })),
  ),
]);

const SlipLine = v.strictObject({
  label: text(60),
  value: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
});

/** What goes wrong, what it would have cost, and the way out of it. */
const Trap = v.strictObject({
  id: slug,
  when: Condition,
  /** The screen shown behind; else the one she is on. */
  screen: v.optional(slug),
  consequence: v.pipe(v.array(sentence), v.minLength(1), v.maxLength(3)),
  repair: v.strictObject({ text: text(80), does: Effects }),
  lesson: sentence,
});
export type Trap = v.InferOutput<typeof Trap>;

/** `tap` names a region, or is `back`; `type` is what is typed into it. */
const Move = v.strictObject({
  say: sentence,
  tap: v.string(),
  type: v.optional(v.pipe(v.string(), v.maxLength(60))),
});
export type Move = v.InferOutput<typeof Move>;

const Hint = v.strictObject({
  on: v.optional(slug),
  when: v.optional(Condition),
  nudge: sentence,
  /** The region to show; without it the engine looks for the shortest way to the goal. */
  tap: v.optional(v.string()),
});
export type Hint = v.InferOutput<typeof Hint>;

/** The same task in other words: names, invented data and the start differ. */
const Variant = v.strictObject({
  words: v.optional(v.record(text(80), text(80)), {}),
  slip: v.optional(v.record(v.string(), v.pipe(v.string(), v.minLength(1), v.maxLength(60))), {}),
  start: v.optional(v.record(v.string(), v.union([v.boolean(), v.number(), v.string()])), {}),
});
export type Variant = v.InferOutput<typeof Variant>;

/** One practice scene, `content/practice/<id>.yaml`; docs/content-format.md explains it with an example. */
export const Scene = v.strictObject({
  kind: v.literal('scene'),
  ...aboutEntries,
  imitates: v.strictObject({
    /** What sort of app, never a brand. */
    app: text(120),
    version: v.nullable(v.string()),
    note: v.optional(text(300)),
    checkedOn: day,
    staleAfterDays: v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(730)),
  }),
  task: v.pipe(v.array(sentence), v.minLength(1), v.maxLength(4)),
  slip: v.optional(v.record(name, SlipLine), {}),
  state: v.record(name, Variable),
  goal: Condition,
  done: sentence,
  screens: v.pipe(v.array(Screen), v.minLength(1), v.maxLength(20)),
  traps: v.pipe(v.array(Trap), v.minLength(1), v.maxLength(6)),
  hints: v.pipe(v.array(Hint), v.minLength(1), v.maxLength(30)),
  demo: v.pipe(v.array(Move), v.minLength(2), v.maxLength(20)),
  variants: v.pipe(v.array(Variant), v.minLength(1), v.maxLength(6)),
  /** What she does on her own phone while somebody watches; without it the scene has no such mode. */
  forReal: v.optional(v.pipe(v.array(sentence), v.minLength(1), v.maxLength(5))),
});
export type Scene = v.InferOutput<typeof Scene>;
