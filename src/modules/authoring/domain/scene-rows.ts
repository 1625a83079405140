/** One line of a form: `set paid true`, `is size to`, `screen tien`. */
export interface Row {
  readonly op: string;
  /** A variable; for `goto` and `screen` the screen. */
  readonly name: string;
  /** As it is typed; not used by `goto`, `screen` and `toggle`. */
  readonly value: string;
}

type Data = Readonly<Record<string, unknown>>;
const isData = (value: unknown): value is Data =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export const CONDITION_OPS = ['is', 'matches', 'has', 'more', 'less', 'atLeast', 'atMost', 'screen'] as const;
export const EFFECT_OPS = ['goto', 'set', 'toggle', 'add'] as const;
/** Those that name one thing and need no value. */
export const LONE_OPS: readonly string[] = ['screen', 'goto', 'toggle'];
const NUMBERS: readonly string[] = ['more', 'less', 'atLeast', 'atMost', 'add'];

/**
 * A condition or what a tap does as lines, where it is no more than a list of them; undefined where it is: a form shows
 * its source then.
 */
export function rowsOf(data: unknown, ops: readonly string[]): Row[] | undefined {
  if (data === undefined) return [];
  const one = Array.isArray(data) && data.length === 1 ? (data[0] as unknown) : data;
  if (!isData(one) || Object.keys(one).some((op) => !ops.includes(op))) return undefined;
  const rows: Row[] = [];
  for (const [op, given] of Object.entries(one)) {
    if (LONE_OPS.includes(op)) {
      if (typeof given !== 'string') return undefined;
      rows.push({ op, name: given, value: '' });
    } else {
      if (!isData(given) || Object.values(given).some((value) => value !== null && typeof value === 'object'))
        return undefined;
      rows.push(...Object.entries(given).map(([name, value]) => ({ op, name, value: String(value) })));
    }
  }
  return rows;
}

/** The same the other way round; undefined for no line. @param state the variables of the scene, as its file declares them */
export function dataOf(rows: readonly Row[], state: unknown): Record<string, unknown> | undefined {
  const made: Record<string, unknown> = {};
  for (const { op, name, value } of rows) {
    if (LONE_OPS.includes(op)) made[op] = name;
    else
      made[op] = {
        ...(made[op] as object | undefined),
        [name]: typed(op, value, isData(state) ? state[name] : ''),
      };
  }
  return rows.length === 0 ? undefined : made;
}

function typed(op: string, value: string, declared: unknown): boolean | number | string {
  const isNumber = NUMBERS.includes(op) || (isData(declared) && 'min' in declared);
  if (isNumber && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return typeof declared === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value;
}

export type VariableType = 'bool' | 'text' | 'number' | 'choice';

/** What sort of variable a file declares. */
export function typeOfVariable(declared: unknown): VariableType {
  if (typeof declared === 'boolean') return 'bool';
  if (isData(declared)) return 'values' in declared ? 'choice' : 'number';
  return 'text';
}

export const declare = (type: VariableType): unknown =>
  ({
    bool: false,
    text: '',
    number: { min: 0, max: 5, start: 0 },
    choice: { values: { mot: 'Một', hai: 'Hai' }, start: 'mot' },
  })[type];

/** Names of the variables of these types; of all where none is named. */
export const variablesOf = (state: unknown, types: readonly VariableType[] = []): string[] =>
  Object.entries(isData(state) ? state : {})
    .filter(([, declared]) => types.length === 0 || types.includes(typeOfVariable(declared)))
    .map(([name]) => name);

/** The record with one name in place of another, in the same order. */
export const renamed = (record: Data, from: string, to: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name === from ? to : name, value]));
