import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { BothLanguages } from '../indicator.ts';

const UnitName = v.object({ id: v.number(), name: v.string(), kind: v.string() });

/** A bundle as it came: figures that another installation counted, never added to those counted here. */
export const ReceivedBundle = v.object({
  digest: v.string(),
  /** Who sent it. */
  unit: UnitName,
  /** Whose figures are told: the sender's, or those of the unit asked for when it stands below the sender. */
  about: UnitName,
  day: v.string(),
  sequence: v.number(),
  receivedAt: v.string(),
  product: v.string(),
  invented: v.boolean(),
  /** Its signature was checked by this key before it was taken in. */
  key: v.string(),
  /** Whether that key may still send. */
  keyHolds: v.boolean(),
  /** What it says; `num` null where the sender may not tell it, `here` what this installation counts until that day. */
  totals: v.array(
    v.object({
      indicator: v.string(),
      /** Null for an indicator that the present content does not name. */
      name: v.nullable(BothLanguages),
      num: v.nullable(v.number()),
      here: v.number(),
    }),
  ),
});
export type ReceivedBundle = v.InferOutput<typeof ReceivedBundle>;

export const getReceived = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/received',
  summary:
    'Figures that other installations sent of the unit, of those below it, or of one above it with this unit’s in it, the newest day first, beside those counted here.',
  params: v.object({ unit: NumberText }),
  output: v.object({ unit: UnitName, bundles: v.array(ReceivedBundle) }),
  refusals: ['organisations/sign-in-first', 'organisations/not-found'],
});
