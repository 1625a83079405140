import * as v from 'valibot';
import { randomFor } from '../random.ts';
import { evaluate, type Values } from './expression.ts';

const Name = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]*$/, 'must be a name such as soTien'));
const Value = v.union([
  v.pipe(v.number(), v.integer('numbers are whole'), v.minValue(0)),
  v.pipe(
    v.string(),
    v.transform((text) => text.normalize('NFC')),
    v.check(
      (text) => text !== '' && text === text.trim(),
      'a text must not be empty or begin or end with a space',
    ),
  ),
]);
const Range = v.pipe(
  v.strictObject({
    from: v.pipe(v.number(), v.integer(), v.minValue(0)),
    to: v.pipe(v.number(), v.integer()),
    step: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.check(({ from, to, step = 1 }) => to >= from + step, 'a range holds two numbers or more'),
);

type One = string | number;
type Parameter =
  | readonly (One | Readonly<Record<string, One>>)[]
  | { readonly from: number; readonly to: number; readonly step?: number };
export type Vary = Readonly<Record<string, Parameter>>;

/** Variants of one item at most: each is checked, and each must stay worth reading. */
export const MOST_VARIANTS = 120;

/**
 * What differs between the variants of an item: each parameter is a list of texts or numbers, a range of numbers, or a
 * list of rows whose fields belong together (`{nguoi.ten}`). Every combination is a variant.
 */
export const Vary: v.GenericSchema<unknown, Vary> = v.pipe(
  v.record(
    Name,
    v.union([
      v.pipe(v.array(v.union([Value, v.record(Name, Value)])), v.minLength(2, 'needs two values or more')),
      Range,
    ]),
  ),
  v.check((vary) => Object.keys(vary).length > 0, 'needs a parameter'),
  v.check((vary) => countCombinations(vary) <= MOST_VARIANTS, `makes more than ${MOST_VARIANTS} variants`),
);

const isList = (parameter: Parameter) => 'length' in parameter;
const sizeOf = (parameter: Parameter): number =>
  isList(parameter)
    ? parameter.length
    : Math.floor((parameter.to - parameter.from) / (parameter.step ?? 1)) + 1;

const countCombinations = (vary: Vary): number =>
  Object.values(vary).reduce((product, parameter) => product * sizeOf(parameter), 1);

/** Something that may be a template. */
export interface Varying {
  readonly id: string;
  readonly vary?: Vary;
  readonly sure?: readonly string[];
}

/** How many variants there are; 1 without parameters. */
export const countVariants = ({ vary }: Varying): number => (vary ? countCombinations(vary) : 1);

/** Which variant a session shows: a pure function of its seed and the item, so that no record needs to keep it. */
export function variantIndex(item: Varying, seed: string): number {
  return Math.floor(randomFor(seed, `variant/${item.id}`)() * countVariants(item));
}

/** The parameters of one variant. @param index from 0 to `countVariants` − 1 */
export function valuesAt({ vary = {} }: Varying, index: number): Values {
  const values: Record<string, string | number> = {};
  let rest = index;
  for (const [name, parameter] of Object.entries(vary)) {
    const place = rest % sizeOf(parameter);
    rest = Math.floor(rest / sizeOf(parameter));
    const chosen = isList(parameter) ? parameter[place] : parameter.from + place * (parameter.step ?? 1);
    if (typeof chosen === 'object')
      for (const [field, value] of Object.entries(chosen)) values[`${name}.${field}`] = value;
    else if (chosen !== undefined) values[name] = chosen;
  }
  return values;
}

const PLACE = /\{([^{}|]+)(?:\|(tien|so|hoa))?\}/g;

/**
 * Puts values into a text: `{ten}`, `{nguoi.ten}`, `{so * gia}`; `{gia|tien}` 45000 as 45.000 đồng, `{so|so}` as 45.000,
 * `{viec|hoa}` with a capital.
 */
export function fillText(text: string, values: Values): string {
  return text.replaceAll(PLACE, (_, expression: string, as: string | undefined) => {
    const value = String(evaluate(expression, values));
    if (as === 'hoa') return value.slice(0, 1).toUpperCase() + value.slice(1);
    if (as === undefined) return value;
    const grouped = value.replaceAll(/\B(?=(\d{3})+(?!\d))/g, '.');
    return as === 'tien' ? `${grouped} đồng` : grouped;
  });
}

/** One variant of an item, which is a template no longer. @throws Error for its author, when a text names nothing */
export function variantAt<T extends Varying>(item: T, index: number): T {
  if (!item.vary) return item;
  const values = valuesAt(item, index);
  const fillAll = (node: unknown): unknown => {
    if (typeof node === 'string') return fillText(node, values);
    if (Array.isArray(node)) return node.map(fillAll);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fillAll(value)]));
  };
  const { vary: _, sure: __, ...rest } = item;
  return fillAll(rest) as T;
}

/** The variant that the session of this seed shows. */
export const variantOf = <T extends Varying>(item: T, seed: string): T =>
  item.vary ? variantAt(item, variantIndex(item, seed)) : item;

/** Every variant, in order. */
export const allVariants = <T extends Varying>(item: T): T[] =>
  Array.from({ length: countVariants(item) }, (_, index) => variantAt(item, index));
