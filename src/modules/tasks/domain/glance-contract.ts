// What a unit sees at a glance: counts of the units below, and what asks for an answer.
import * as v from 'valibot';
import { sideAxes } from '#modules/organisations/index.ts';
import { endpoint } from '#platform/http/endpoint.ts';
import { reasons } from './attention.ts';
import { CubeView, orNull, ref, unitParams } from './parts.ts';

const refused = ['organisations/sign-in-first', 'organisations/not-found'] as const;

export const UnitCubes = v.object({
  unit: ref,
  today: v.string(),
  own: CubeView,
  units: v.array(v.object({ ...ref.entries, cube: CubeView })),
});
export type UnitCubes = v.InferOutput<typeof UnitCubes>;

export const getCubes = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/cubes',
  summary: 'For each unit directly below: what this unit and those above it gave it and the units below it.',
  params: unitParams,
  output: UnitCubes,
  refusals: refused,
});

export const getSectorCubes = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/sector-cubes',
  summary:
    'For each unit of a sector: its part as a lead in the tasks of whoever gave them, by itself and with all below it in the sector.',
  params: unitParams,
  query: v.strictObject({ axis: v.optional(v.picklist(sideAxes), 'professional') }),
  output: v.object({
    today: v.string(),
    units: v.array(v.object({ id: v.number(), own: CubeView, whole: CubeView })),
    /** All of them together, each piece of work once. */
    total: CubeView,
  }),
  refusals: refused,
});
export type SectorCubes = v.InferOutput<typeof getSectorCubes.output>;

export const getSectorFile = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/sector-file',
  summary: 'The same table as CSV.',
  params: unitParams,
  query: v.strictObject({ axis: v.optional(v.picklist(sideAxes), 'professional') }),
  output: v.string(),
  refusals: refused,
});

export const Attention = v.object({
  unit: ref,
  toAssign: v.number(),
  counts: v.array(v.object({ reason: v.picklist(reasons), count: v.number() })),
  /** The most pressing ones. */
  first: v.array(
    v.object({
      task: v.string(),
      title: v.string(),
      reason: v.picklist(reasons),
      unit: v.string(),
      dueOn: orNull,
    }),
  ),
});
export type Attention = v.InferOutput<typeof Attention>;

export const getAttention = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/attention',
  summary: 'What a unit should look at now.',
  params: unitParams,
  output: Attention,
  refusals: refused,
});
