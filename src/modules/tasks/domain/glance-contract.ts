// What a unit sees at a glance: counts of the units below, and what asks for an answer.
import * as v from 'valibot';
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
