import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { UnitName } from './contract.ts';
import { slug } from './indicator.ts';
import { places } from './similar.ts';
import { IndicatorName } from './trend-contract.ts';

export const reaches = ['nation', 'province'] as const;
/** How far units like one are looked for. */
export type Reach = (typeof reaches)[number];

export const SimilarView = v.object({
  unit: UnitName,
  indicator: IndicatorName,
  indicators: v.array(IndicatorName),
  reach: v.picklist(reaches),
  /** The day on which the figures were frozen; null before the first. */
  day: v.nullable(v.string()),
  /** What was looked at: its kind of place, and between how many people. People null where nobody stated them. */
  like: v.object({ division: v.string(), people: v.nullable(v.number()) }),
  /** Units like it; of some the figure is not published, or nobody is known to be counted out of. */
  similar: v.number(),
  /** Of them with a published share. */
  told: v.number(),
  /** Null where too few are told, or the unit itself has no share. */
  comparison: v.nullable(
    v.object({
      centre: v.number(),
      spread: v.number(),
      place: v.picklist(places),
      units: v.array(
        v.object({
          id: v.number(),
          name: v.string(),
          province: v.nullable(v.string()),
          num: v.number(),
          people: v.number(),
          share: v.number(),
          low: v.number(),
          high: v.number(),
          expected: v.object({ low: v.number(), high: v.number() }),
          place: v.picklist(places),
        }),
      ),
    }),
  ),
});
export type SimilarView = v.InferOutput<typeof SimilarView>;

const asking = {
  params: v.object({ unit: NumberText }),
  query: v.strictObject({
    indicator: v.optional(v.pipe(v.string(), v.maxLength(60), slug)),
    reach: v.optional(v.picklist(reaches), 'nation'),
  }),
  refusals: ['organisations/sign-in-first', 'organisations/not-found', 'movement/not-found'],
};

export const getSimilar = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/movement/units/:unit/similar',
  summary:
    'A unit among units of its kind and size, by published figures: above, within or below what they have, with intervals, without ranks.',
  output: SimilarView,
});

export const getSimilarFile = endpoint({
  ...asking,
  method: 'GET',
  path: '/api/movement/units/:unit/similar-file',
  summary: 'The same table as CSV.',
  output: v.string(),
});
