import * as v from 'valibot';
import { realNumbersIn } from '#modules/practice/index.ts';
import { Item } from '../item.ts';
import { holds } from './expression.ts';
import { countVariants, valuesAt, variantAt } from './vary.ts';

/** Signs at most, by the key of a text. A phone shows four choices of 120 signs without much scrolling. */
const LONGEST: Readonly<Record<string, number>> = {
  ask: 240,
  why: 240,
  text: 160,
  note: 120,
  left: 70,
  right: 70,
  from: 60,
};

/**
 * What is wrong with an item in any of its variants: a text that names no parameter, a key that is no longer right, two
 * choices that read the same, a text too long for a phone, a number that could be somebody's.
 *
 * @returns each fault once, with the first variant that has it
 */
export function checkItem(item: Item): string[] {
  const faults = new Map<string, string>();
  const seen = new Map<string, number>();
  for (let index = 0; index < countVariants(item); index += 1) {
    const where = item.vary ? ` (variant ${index}: ${JSON.stringify(valuesAt(item, index))})` : '';
    for (const what of checkVariant(item, index)) if (!faults.has(what)) faults.set(what, what + where);
    const key = item.vary && faults.size === 0 ? JSON.stringify(variantAt(item, index)) : String(index);
    const twin = seen.get(key);
    if (twin !== undefined) faults.set('twin', `variants ${twin} and ${index} read the same`);
    seen.set(key, index);
  }
  return [...faults.values()];
}

function checkVariant(item: Item, index: number): string[] {
  let variant: Item;
  const lost: string[] = [];
  try {
    variant = variantAt(item, index);
    for (const condition of item.sure ?? [])
      if (!holds(condition, valuesAt(item, index))) lost.push(`${condition} does not hold`);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const { state: _, ...written } = variant;
  return [
    ...lost,
    ...(v.safeParse(Item, written).issues ?? []).map(({ message }) => message),
    ...alike(variant),
    ...textsOf(variant).flatMap(({ key, text }) => [
      ...(text.length > (LONGEST[key] ?? Infinity) ? [`${key} has more than ${LONGEST[key]} signs`] : []),
      ...realNumbersIn(text).map((kind) => `${key} holds what could be a real ${kind}`),
      ...(item.vary && /[{}]/.test(text) ? [`${key} keeps a brace`] : []),
    ]),
  ];
}

/** Choices that differ only in capitals, spaces or a final stop. */
function alike(item: Item): string[] {
  if (!('options' in item) && !('sequence' in item)) return [];
  const entries = 'options' in item ? item.options : item.sequence;
  const plain = entries.map(({ text }) =>
    text
      .toLowerCase()
      .replaceAll(/[\s.…]+/g, ' ')
      .trim(),
  );
  return new Set(plain).size < plain.length ? ['two choices read the same'] : [];
}

/** The texts of an item with the key each stands under. */
function textsOf(node: unknown, key = ''): { readonly key: string; readonly text: string }[] {
  if (typeof node === 'string') return key === 'id' ? [] : [{ key, text: node }];
  if (Array.isArray(node)) return node.flatMap((entry) => textsOf(entry, key));
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([name, value]) => textsOf(value, name));
}
