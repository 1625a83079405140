import * as v from 'valibot';
import { Condition, holds, type Situation, type Value } from './condition.ts';
import { fill, type Slip } from './fill.ts';
import { slug } from './plain.ts';

/**
 * What a tap does: values are set, added to or flipped, then another screen opens. With `when` it happens only if that
 * holds; in a list each is asked in turn, on what those before it have made.
 */
export interface Effect {
  readonly when?: Condition | undefined;
  readonly set?: Readonly<Record<string, Value>> | undefined;
  readonly add?: Readonly<Record<string, number>> | undefined;
  readonly toggle?: string | undefined;
  readonly goto?: string | undefined;
}

export const Effect = v.pipe(
  v.strictObject({
    when: v.optional(Condition),
    set: v.optional(
      v.record(v.string(), v.union([v.boolean(), v.number(), v.pipe(v.string(), v.maxLength(200))])),
    ),
    add: v.optional(v.record(v.string(), v.number())),
    toggle: v.optional(v.string()),
    goto: v.optional(slug),
  }),
  v.check(({ when: _, ...does }) => Object.keys(does).length > 0, 'does nothing'),
);

/** One effect or a list of them. */
export const Effects = v.union([
  v.pipe(v.array(Effect), v.minLength(1), v.maxLength(8)),
  v.pipe(
    Effect,
    v.transform((one) => [one]),
  ),
]);

/** What a variable may hold; the first value is the one it starts with. */
export type Variable =
  | { readonly type: 'bool'; readonly start: boolean }
  | { readonly type: 'number'; readonly start: number; readonly min: number; readonly max: number }
  | { readonly type: 'choice'; readonly start: string; readonly values: Readonly<Record<string, string>> }
  | { readonly type: 'text'; readonly start: string };
export type Variables = Readonly<Record<string, Variable>>;

/** The value that a variable takes when told to: numbers stay within their bounds. */
export function fit(variable: Variable | undefined, value: Value): Value {
  return variable?.type === 'number' ? Math.min(variable.max, Math.max(variable.min, Number(value))) : value;
}

export function applyEffects(
  effects: readonly Effect[],
  from: Situation,
  variables: Variables,
  slip: Slip,
): Situation {
  return effects.reduce((at, effect) => {
    if (effect.when && !holds(effect.when, at, slip)) return at;
    const values = { ...at.values };
    for (const [name, value] of Object.entries(effect.set ?? {}))
      values[name] = fit(variables[name], typeof value === 'string' ? fill(value, { values, slip }) : value);
    for (const [name, by] of Object.entries(effect.add ?? {}))
      values[name] = fit(variables[name], Number(values[name]) + by);
    if (effect.toggle !== undefined) values[effect.toggle] = !values[effect.toggle];
    return { screen: effect.goto ?? at.screen, values };
  }, from);
}
