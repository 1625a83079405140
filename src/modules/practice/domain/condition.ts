import * as v from 'valibot';
import { fold } from '#platform/text/fold.ts';
import { fill, type Slip } from './fill.ts';

/** A value of a scene's state. */
export type Value = boolean | number | string;
export type Values = Readonly<Record<string, Value>>;

/** Where somebody stands in a scene: all that conditions may ask about. */
export interface Situation {
  readonly screen: string;
  readonly values: Values;
}

/**
 * A question about a situation, as data. Several keys in one object must all hold.
 *
 *   is: { paid: true }        equals; a text may be a template such as "{slip.amount}"
 *   matches: { name: Bay }    equals without diacritics, capitals and signs
 *   has: { note: qua }        contains, compared in the same way
 *   more / less / atLeast / atMost: { volume: 4 }
 *   screen: tien              which screen is open
 *   all: [ … ]  any: [ … ]  not: …
 */
export interface Condition {
  readonly is?: Readonly<Record<string, Value>> | undefined;
  readonly matches?: Readonly<Record<string, string>> | undefined;
  readonly has?: Readonly<Record<string, string>> | undefined;
  readonly more?: Readonly<Record<string, number>> | undefined;
  readonly less?: Readonly<Record<string, number>> | undefined;
  readonly atLeast?: Readonly<Record<string, number>> | undefined;
  readonly atMost?: Readonly<Record<string, number>> | undefined;
  readonly screen?: string | undefined;
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
}

const scalar = v.union([v.boolean(), v.number(), v.pipe(v.string(), v.maxLength(200))]);
/* @__NO_SIDE_EFFECTS__ */
const byName = <S extends v.GenericSchema>(schema: S) => v.optional(v.record(v.string(), schema));

export const Condition: v.GenericSchema<unknown, Condition> = v.pipe(
  v.strictObject({
    is: byName(scalar),
    matches: byName(v.string()),
    has: byName(v.string()),
    more: byName(v.number()),
    less: byName(v.number()),
    atLeast: byName(v.number()),
    atMost: byName(v.number()),
    screen: v.optional(v.string()),
    all: v.optional(v.lazy(() => v.pipe(v.array(Condition), v.minLength(1)))),
    any: v.optional(v.lazy(() => v.pipe(v.array(Condition), v.minLength(1)))),
    not: v.optional(v.lazy(() => Condition)),
  }),
  v.check((one) => Object.keys(one).length > 0, 'asks nothing'),
) as v.GenericSchema<unknown, Condition>;

const each = <T>(
  asked: Readonly<Record<string, T>> | undefined,
  test: (name: string, wanted: T) => boolean,
) => asked === undefined || Object.entries(asked).every(([name, wanted]) => test(name, wanted));

/** Whether a condition holds. Names are checked when the scene is read; one that is not there equals nothing. */
export function holds(condition: Condition, at: Situation, slip: Slip): boolean {
  const { values } = at;
  const wanted = (value: string) => fill(value, { values, slip });
  const number = (name: string) => Number(values[name]);
  const { all, any, not, screen } = condition;
  return (
    (screen === undefined || screen === at.screen) &&
    each(condition.is, (name, value) =>
      typeof value === 'string' ? String(values[name]) === wanted(value) : values[name] === value,
    ) &&
    each(condition.matches, (name, value) => fold(String(values[name])) === fold(wanted(value))) &&
    each(condition.has, (name, value) => fold(String(values[name])).includes(fold(wanted(value)))) &&
    each(condition.more, (name, value) => number(name) > value) &&
    each(condition.less, (name, value) => number(name) < value) &&
    each(condition.atLeast, (name, value) => number(name) >= value) &&
    each(condition.atMost, (name, value) => number(name) <= value) &&
    (all === undefined || all.every((one) => holds(one, at, slip))) &&
    (any === undefined || any.some((one) => holds(one, at, slip))) &&
    (not === undefined || !holds(not, at, slip))
  );
}

/** Every variable and screen that a condition names. */
export function namesIn(condition: Condition): { variables: string[]; screens: string[] } {
  const { screen, all, any, not, ...asked } = condition;
  const inner = [...(all ?? []), ...(any ?? []), ...(not ? [not] : [])].map(namesIn);
  return {
    variables: [
      ...Object.values(asked).flatMap((names) => Object.keys(names ?? {})),
      ...inner.flatMap((one) => one.variables),
    ],
    screens: [...(screen === undefined ? [] : [screen]), ...inner.flatMap((one) => one.screens)],
  };
}
