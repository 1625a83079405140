import { taskScene, type Scene } from '#modules/practice/index.ts';
import type { Item } from './item.ts';
import { randomFor, shuffle } from './random.ts';
import { variantOf } from './templates/vary.ts';

/** A thing that can be tapped. Its id is its place on the screen, `1`, `2`, …, and says nothing about the key. */
export interface Choice {
  readonly id: string;
  readonly text: string;
}

type MessageFrame = Pick<Extract<Item, { type: 'spot' }>['message'], 'channel' | 'from'>;

/** What a person may see of an item before she answers; safe to send to her device. */
export type Presentation = { readonly itemId: string; readonly ask: string } & (
  | { readonly type: 'single' | 'multiple' | 'order'; readonly choices: readonly Choice[] }
  | { readonly type: 'match'; readonly lefts: readonly Choice[]; readonly rights: readonly Choice[] }
  | { readonly type: 'spot'; readonly message: MessageFrame & { readonly parts: readonly Choice[] } }
  | { readonly type: 'perform'; readonly scene: Scene }
);

/**
 * The item as one session shows it: options, steps and right-hand sides shuffled, no key, no explanation.
 *
 * The same seed gives the same variant and the same view. Steps to put in order never stand in the right order already; options and
 * right-hand sides may, since leaving that out would tell something. A message keeps its order.
 */
export function present(written: Item, seed: string): Presentation {
  const item = variantOf(written, seed);
  const { id: itemId, ask } = item;
  const places = displayOrder(item, seed);
  switch (item.type) {
    case 'single':
    case 'multiple':
      return {
        itemId,
        ask,
        type: item.type,
        choices: choices(
          item.options.map(({ text }) => text),
          places,
        ),
      };
    case 'order':
      return {
        itemId,
        ask,
        type: item.type,
        choices: choices(
          item.sequence.map(({ text }) => text),
          places,
        ),
      };
    case 'match':
      return {
        itemId,
        ask,
        type: item.type,
        lefts: choices(item.pairs.map(({ left }) => left)),
        rights: choices(
          item.pairs.map(({ right }) => right),
          places,
        ),
      };
    case 'perform':
      return { itemId, ask, type: item.type, scene: playedScene(item, seed) };
    case 'spot': {
      const { channel, from, parts } = item.message;
      return {
        itemId,
        ask,
        type: item.type,
        message: { channel, from, parts: choices(parts.map(({ text }) => text)) },
      };
    }
  }
}

/**
 * The make-believe phone of a task as one session plays it: names, data and places of things follow from the seed.
 *
 * @throws Error when the item lacks its scene: bundles freeze both together
 */
export function playedScene(item: Extract<Item, { type: 'perform' }>, seed: string): Scene {
  if (!item.played) throw new Error(`item ${item.id} came without its scene ${item.scene}`);
  const draw = randomFor(seed, `variant/${item.id}`)();
  return taskScene(item.played, Math.floor(draw * 2 ** 31));
}

/**
 * Which entry of the item stands at each place of the screen, first place first.
 *
 * @returns positions in the item's `options`, `sequence`, `pairs` (right-hand side) or message `parts`; none of a task
 */
export function displayOrder(item: Item, seed: string): number[] {
  const written = [...entriesOf(item).keys()];
  if (item.type === 'spot' || item.type === 'perform') return written;
  const random = randomFor(seed, `present/${item.id}`);
  for (;;) {
    const shown = shuffle(written, random);
    const isSolved = shown.every((entry, place) => entry === place);
    if (item.type !== 'order' || !isSolved) return shown;
  }
}

/** The item's tappable entries as written, by their ids. */
export function entriesOf(item: Item): readonly { readonly id: string }[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return item.options;
    case 'order':
      return item.sequence;
    case 'match':
      return item.pairs;
    case 'spot':
      return item.message.parts;
    case 'perform':
      return [];
  }
}

function choices(texts: readonly string[], places: readonly number[] = [...texts.keys()]): Choice[] {
  return places.map((entry, place) => ({ id: String(place + 1), text: texts[entry] ?? '' }));
}
