import { solveTask, playTask, type TaskEnd } from '#modules/practice/index.ts';
import { isActed, type Acted, type Answer } from './answer.ts';
import type { Item } from './item.ts';
import { displayOrder, entriesOf, playedScene } from './presentation.ts';

export type Marked =
  /**
   * `given` is the answer in the item's own ids, for statistics: every session shuffles anew. Of a task what it came to,
   * and nothing that was typed.
   */
  | { readonly kind: 'marked'; readonly right: boolean; readonly given: Answer | TaskEnd }
  /** Not the shape this item asks for, an id it did not show, or an entry missing or named twice. */
  | { readonly kind: 'refused'; readonly reason: 'malformed-answer' };

/**
 * Marks an answer: right means the whole key and nothing else, there is no partial credit.
 *
 * An empty set, or null, is an answer, and not right. An order or a match must name every entry once.
 *
 * @param seed - the one the item was presented with
 */
export function markAnswer(item: Item, seed: string, answer: Answer): Marked {
  if (answer === null) return { kind: 'marked', right: false, given: null };
  if (item.type === 'perform') return markTask(item, seed, answer);
  const given = isActed(answer) ? undefined : toItemIds(item, seed, answer);
  if (given === undefined) return { kind: 'refused', reason: 'malformed-answer' };
  return { kind: 'marked', right: isSame(given, keyOf(item), item.type === 'order'), given };
}

/** A task is right when its goal was reached with no more wrong turns and hints than the item allows. */
function markTask(item: Extract<Item, { type: 'perform' }>, seed: string, answer: Answer): Marked {
  const end = isActed(answer) ? playTask(playedScene(item, seed), answer.acts) : undefined;
  if (!end) return { kind: 'refused', reason: 'malformed-answer' };
  const { traps = 0, hints = 0 } = item.allow ?? {};
  const right = end.isDone && end.traps <= traps && end.hints <= hints;
  return { kind: 'marked', right, given: end };
}

/** The right answer in the ids of the presentation, to be shown once there is a result. */
export function solution(item: Item, seed: string): Answer {
  if (item.type === 'perform') return { acts: solveTask(playedScene(item, seed)) };
  const shown = displayOrder(item, seed).map((entry) => entriesOf(item)[entry]?.id ?? '');
  const toPlace = (id: string) => String(shown.indexOf(id) + 1);
  const key = keyOf(item);
  if (typeof key === 'string') return toPlace(key);
  if (Array.isArray(key)) return key.map(toPlace);
  return Object.fromEntries(Object.values(key).map((id, place) => [String(place + 1), toPlace(id)]));
}

/** An item that is answered by what it shows. */
type Choosing = Exclude<Item, { type: 'perform' }>;
type Key = Exclude<Answer, null | Acted>;

/** The key in the item's own ids, in the shape of an answer. */
function keyOf(item: Choosing): Key {
  switch (item.type) {
    case 'single':
      return item.options.find(({ right }) => right)?.id ?? '';
    case 'multiple':
      return item.options.filter(({ right }) => right).map(({ id }) => id);
    case 'order':
      return item.sequence.map(({ id }) => id);
    case 'match':
      return Object.fromEntries(item.pairs.map(({ id }) => [id, id]));
    case 'spot':
      return item.message.parts.filter(({ trap }) => trap).map(({ id }) => id);
  }
}

/** Reads places on the screen as the item's own ids; undefined when the answer does not fit the item. */
function toItemIds(item: Choosing, seed: string, answer: Key): Key | undefined {
  const entries = entriesOf(item);
  const shown = displayOrder(item, seed).map((entry) => entries[entry]?.id);
  const toId = (choice: string) => (/^[1-9]\d?$/.test(choice) ? shown[Number(choice) - 1] : undefined);

  if (item.type === 'single') return typeof answer === 'string' ? toId(answer) : undefined;
  if (item.type === 'match') {
    if (typeof answer === 'string' || Array.isArray(answer)) return undefined;
    const pairs = entries.map(({ id }, place): [string, string | undefined] => [
      id,
      toId(answer[String(place + 1)] ?? ''),
    ]);
    const rights = distinctIds(pairs.map(([, right]) => right));
    const isComplete = Object.keys(answer).length === entries.length && rights !== undefined;
    return isComplete ? Object.fromEntries(pairs.map(([left, right]) => [left, right ?? ''])) : undefined;
  }
  if (!Array.isArray(answer)) return undefined;
  const ids = distinctIds(answer.map(toId));
  return item.type === 'order' && ids?.length !== entries.length ? undefined : ids;
}

/** The ids when all are known and each stands once. */
function distinctIds(ids: readonly (string | undefined)[]): string[] | undefined {
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length && new Set(known).size === ids.length ? known : undefined;
}

function isSame(given: Key, key: Key, inOrder: boolean): boolean {
  const canonical = (value: Key) => {
    if (typeof value === 'string') return [value];
    const parts = Array.isArray(value) ? value : Object.entries(value).map((pair) => pair.join(' '));
    return inOrder ? parts : [...parts].sort();
  };
  return canonical(given).join('\n') === canonical(key).join('\n');
}
