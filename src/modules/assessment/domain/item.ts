import * as v from 'valibot';
import type { Scene } from '#modules/practice/index.ts';
import { type ItemState, Move, stateOf } from './register.ts';
import { Vary } from './templates/vary.ts';

/** Characters nobody sees: controls other than the line break, zero-width and direction marks, soft hyphen. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Words a person reads, in Unicode NFC. */
const Text = v.pipe(
  v.string(),
  v.transform((text) => text.normalize('NFC')),
  v.check((text) => text.trim() !== '', 'text must not be empty'),
  v.check((text) => text === text.trim(), 'text must not begin or end with a space'),
  v.check((text) => !INVISIBLE.test(text), 'text must not hold invisible characters'),
);

/** Id of a choice, step, pair or message part within its item. */
const PartId = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,8}$/, 'id must be 1 to 8 small letters or digits'));
/** Two digits in the content files; `u` and eight letters or digits for questions that a unit made. */
const ItemId = v.pipe(
  v.string(),
  v.regex(/^\d+\.\d+-(\d{2}|u[0-9a-z]{8})$/, 'item id must be <competence>-<two digits>'),
);

const number = (least: number, greatest: number) =>
  v.pipe(
    v.number(),
    v.check((value) => value >= least && value <= greatest, `must lie between ${least} and ${greatest}`),
  );

const list = <S extends v.GenericSchema<unknown, { readonly id: string }>>(
  entry: S,
  least: number,
  most: number,
) =>
  v.pipe(
    v.array(entry),
    v.minLength(least, `needs at least ${least} entries`),
    v.maxLength(most, `takes at most ${most} entries`),
    v.check((entries) => isDistinct(entries.map(({ id }) => id)), 'ids must differ within an item'),
  );

const common = {
  id: ItemId,
  tier: v.pipe(v.number(), v.integer('tier must be a whole number'), number(1, 8)),
  /** b, logits. */
  difficulty: number(-3, 3),
  /** a, per logit. */
  discrimination: number(0.5, 2.5),
  /** c. */
  guessing: number(0, 0.35),
  ask: Text,
  /** Shown once there is a result. */
  why: Text,
  /** Makes the item a template: its texts name these parameters. */
  vary: v.exactOptional(Vary),
  /** What must hold of the numbers in every variant, so that the key stays right: `doAm < 40`. */
  sure: v.exactOptional(v.array(v.string())),
};

const Option = v.strictObject({ id: PartId, text: Text, right: v.boolean() });
const Options = v.pipe(
  list(Option, 2, 6),
  // Two choices that read the same cannot be told apart by the person.
  v.check((options) => isDistinct(options.map(({ text }) => text)), 'texts must differ within an item'),
);

const SingleItem = v.strictObject({
  type: v.literal('single'),
  ...common,
  options: v.pipe(
    Options,
    v.check(
      (options) => options.filter(({ right }) => right).length === 1,
      'exactly one option must be right',
    ),
  ),
});

const MultipleItem = v.strictObject({
  type: v.literal('multiple'),
  ...common,
  options: v.pipe(
    Options,
    v.check(
      (options) => options.filter(({ right }) => right).length >= 2,
      'two or more options must be right',
    ),
    v.check((options) => options.some(({ right }) => !right), 'at least one option must be wrong'),
  ),
});

const OrderItem = v.strictObject({
  type: v.literal('order'),
  ...common,
  /** In the right order. */
  sequence: v.pipe(
    list(v.strictObject({ id: PartId, text: Text }), 3, 5),
    v.check((steps) => isDistinct(steps.map(({ text }) => text)), 'texts must differ within an item'),
  ),
});

const MatchItem = v.strictObject({
  type: v.literal('match'),
  ...common,
  pairs: v.pipe(
    list(v.strictObject({ id: PartId, left: Text, right: Text }), 3, 4),
    v.check((pairs) => isDistinct(pairs.map(({ left }) => left)), 'left texts must differ within an item'),
    v.check((pairs) => isDistinct(pairs.map(({ right }) => right)), 'right texts must differ within an item'),
  ),
});

const MessagePart = v.strictObject({
  id: PartId,
  text: Text,
  trap: v.boolean(),
  note: v.exactOptional(Text),
});
const SpotItem = v.strictObject({
  type: v.literal('spot'),
  ...common,
  message: v.strictObject({
    channel: v.picklist(['sms', 'chat', 'email', 'web', 'call', 'post'], 'unknown channel'),
    from: Text,
    parts: v.pipe(
      list(MessagePart, 2, 12),
      v.check((parts) => parts.some(({ trap }) => trap), 'at least one part must be a trap'),
    ),
  }),
});

const few = v.pipe(v.number(), v.integer(), number(0, 3));
/** Something to do on a make-believe phone; what reaches the scene's goal is right. */
const PerformItem = v.strictObject({
  type: v.literal('perform'),
  ...common,
  /** A scene of content/practice. */
  scene: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the id of a scene')),
  /** Wrong turns and hints that still count as done; none unless told. */
  allow: v.exactOptional(v.strictObject({ traps: few, hints: few })),
});

/** One question with its key, as `content/items/<competence>.yaml` holds it; see docs/content-format.md. */
export const Item = v.variant('type', [
  SingleItem,
  MultipleItem,
  OrderItem,
  MatchItem,
  SpotItem,
  PerformItem,
]);
export type Item = v.InferOutput<typeof Item> & {
  /** By the register of its file; without one it is live. */
  readonly state?: ItemState;
  /** Of a task: its scene, frozen with it in a bundle. */
  readonly played?: Scene;
};

/** One file of the question bank. */
export const ItemFile = v.pipe(
  v.strictObject({
    competence: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'competence must be written like 4.2')),
    register: v.array(Move),
    items: v.pipe(v.array(Item), v.minLength(1, 'needs at least one item')),
  }),
  v.check(
    ({ competence, items }) => items.every(({ id }) => id.startsWith(`${competence}-`)),
    'item ids must begin with the competence of the file',
  ),
  v.check(
    ({ items }) => items.every(({ id }) => /-\d{2}$/.test(id)),
    'item id must be <competence>-<two digits>',
  ),
  v.check(({ items }) => isDistinct(items.map(({ id }) => id)), 'item ids must differ'),
  v.transform(({ competence, register, items }) => ({
    competence,
    register,
    items: items.map((item): Item => ({ ...item, state: stateOf(item.id, register) })),
  })),
);
export type ItemFile = v.InferOutput<typeof ItemFile>;

/** The competence an item belongs to: `4.2` of `4.2-07`. */
export function competenceOfItem(itemId: string): string {
  return itemId.split('-', 1).join('');
}

function isDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
