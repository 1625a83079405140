import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { unitParams } from '#platform/text/inputs.ts';

const ref = v.object({ id: v.number(), name: v.string() });
const LoadView = v.object({
  times: v.number(),
  fields: v.number(),
  known: v.number(),
  declared: v.number(),
  declaredOf: v.number(),
  measured: v.nullable(v.number()),
  measuredOf: v.number(),
});

export const BurdenView = v.object({
  unit: ref,
  quarter: v.string(),
  quarters: v.array(v.string()),
  /** The unit itself, then those directly below it. */
  units: v.array(v.object({ unit: ref, load: LoadView })),
  /** By who asked; a form of the calendar has no asker. */
  askers: v.array(v.object({ asker: v.nullable(ref), what: v.string(), load: LoadView })),
  duplicates: v.array(
    v.object({
      label: v.string(),
      period: v.string(),
      units: v.number(),
      asked: v.array(v.object({ what: v.string(), on: v.string() })),
    }),
  ),
});
export type BurdenView = v.InferOutput<typeof BurdenView>;

export const getBurden = endpoint({
  method: 'GET',
  path: '/api/requests/units/:unit/burden',
  summary:
    'How often a unit and those directly below it were asked in a quarter, for how much, by whom, and what was asked twice.',
  params: unitParams,
  query: v.strictObject({
    quarter: v.optional(v.pipe(v.string(), v.regex(/^20\d\d-Q[1-4]$/, 'must be a quarter, 2026-Q4'))),
  }),
  output: BurdenView,
  refusals: ['organisations/sign-in-first', 'organisations/not-found'],
});
