import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { BothLanguages } from '../indicator.ts';

const UnitName = v.object({ id: v.number(), name: v.string(), kind: v.string() });

/** A bundle as it came: figures that another installation counted, never added to those counted here. */
export const ReceivedBundle = v.object({
  digest: v.string(),
  unit: UnitName,
  day: v.string(),
  sequence: v.number(),
  receivedAt: v.string(),
  product: v.string(),
  invented: v.boolean(),
  key: v.string(),
  /** What it says of the unit as a whole; `num` null where the sender may not tell it. */
  totals: v.array(
    v.object({
      indicator: v.string(),
      /** Null for an indicator that the present content does not name. */
      name: v.nullable(BothLanguages),
      num: v.nullable(v.number()),
    }),
  ),
});
export type ReceivedBundle = v.InferOutput<typeof ReceivedBundle>;

export const getReceived = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/received',
  summary:
    'Figures that other installations sent of the unit and of those below it, the newest day first: which unit, day, totals, when.',
  params: v.object({ unit: NumberText }),
  output: v.object({ unit: UnitName, bundles: v.array(ReceivedBundle) }),
  refusals: ['organisations/sign-in-first', 'organisations/not-found'],
});
