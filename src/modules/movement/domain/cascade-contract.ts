import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { cascadeWays } from './cascade.ts';
import { UnitName } from './contract.ts';
import { BothLanguages } from './indicator.ts';

export const CascadeView = v.object({
  unit: UnitName,
  year: v.number(),
  indicator: BothLanguages,
  /** The target by which the unit is measured, when it is a share; null without one. */
  target: v.nullable(v.object({ percent: v.number(), plan: BothLanguages, issuer: UnitName })),
  /** The share asked for: the target's unless another was tried; null with neither. */
  percent: v.nullable(v.number()),
  way: v.picklist(cascadeWays),
  population: v.number(),
  num: v.number(),
  needed: v.number(),
  missing: v.number(),
  /** Counted in all if each part came to what its own measure asks for. */
  promised: v.number(),
  rows: v.array(
    v.object({
      id: v.number(),
      code: v.string(),
      name: v.string(),
      num: v.number(),
      population: v.nullable(v.number()),
      rate: v.nullable(v.number()),
      /** Its own measure, percent points, where it is weaker than the share asked for. */
      weaker: v.nullable(v.number()),
      add: v.nullable(v.number()),
      reach: v.nullable(v.number()),
    }),
  ),
});
export type CascadeView = v.InferOutput<typeof CascadeView>;

const asking = {
  params: v.object({ unit: NumberText }),
  query: v.strictObject({
    /** Whole percent points. */
    percent: v.optional(v.pipe(NumberText, v.minValue(1), v.maxValue(100))),
    way: v.optional(v.picklist(cascadeWays), 'same-rate'),
  }),
  refusals: [
    'organisations/sign-in-first',
    'organisations/not-found',
    'movement/not-found',
    'movement/no-parts',
  ],
};

export const getCascade = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/movement/units/:unit/cascade',
  summary:
    'What each unit below must reach so that the target of the unit, or another share that is tried, holds.',
  output: CascadeView,
});

export const getCascadeFile = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/movement/units/:unit/cascade-file',
  summary: 'The same table as CSV.',
  output: v.string(),
});
