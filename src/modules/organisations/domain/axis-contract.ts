import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { sideAxes } from './axis.ts';
import { UnitSummary } from './contract.ts';

const params = v.strictObject({ unit: NumberText });
const axis = v.picklist(sideAxes);
const staff = ['organisations/sign-in-first', 'organisations/not-found'] as const;

export const UnitAxes = v.object({
  unit: UnitSummary,
  /** Where it stands beside the state's line; its past places as well. */
  axes: v.array(
    v.object({
      axis,
      parent: v.nullable(UnitSummary),
      from: v.nullable(v.string()),
      children: v.array(UnitSummary),
      past: v.array(v.object({ parent: UnitSummary, from: v.string(), to: v.string() })),
    }),
  ),
});
export type UnitAxes = v.InferOutput<typeof UnitAxes>;

export const getAxes = endpoint({
  method: 'GET',
  path: '/api/organisations/units/:unit/axes',
  summary: 'The sector, union, party and police lines on which a unit stands, with their days.',
  params,
  output: UnitAxes,
  refusals: ['organisations/not-found'],
});

export const PlaceOnAxis = v.strictObject({
  axis,
  /** Under which unit it stands from that day on; null takes it off the axis. */
  parentId: v.nullable(v.pipe(v.number(), v.integer())),
  from: v.optional(v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'))),
});
export type PlaceOnAxis = v.InferOutput<typeof PlaceOnAxis>;
export const placeOnAxis = endpoint({
  method: 'POST',
  path: '/api/organisations/units/:unit/axes',
  summary:
    'An administrator of both units puts one under the other on an axis from a day on; repeated, it changes nothing.',
  params,
  body: PlaceOnAxis,
  output: UnitAxes,
  refusals: [
    ...staff,
    'organisations/wrong-axis',
    'organisations/axis-loop',
    'organisations/already-closed',
    'organisations/wrong-day',
  ],
});

export const SectorView = v.object({
  unit: UnitSummary,
  axis,
  /** In the order of the tree; `parentId` null at the top of what is shown. */
  members: v.array(v.object({ unit: UnitSummary, depth: v.number(), parentId: v.nullable(v.number()) })),
  mayPlace: v.boolean(),
  /** Units of the asker that may be placed on the axis. */
  offered: v.array(UnitSummary),
});
export type SectorView = v.InferOutput<typeof SectorView>;

export const getSector = endpoint({
  method: 'GET',
  path: '/api/organisations/units/:unit/sector',
  summary:
    'The units of a sector, or of another line beside the state’s: all below a unit that stands there, or all of a territory that do.',
  params,
  query: v.strictObject({ axis: v.optional(axis, 'professional') }),
  output: SectorView,
  refusals: staff,
});
