import * as v from 'valibot';
import { cells } from './cube.ts';

export { day, lines, someWords, unitParams, uuid, words } from '#platform/text/inputs.ts';

/** Pieces that the contracts of this module share. */
export const ref = v.object({ id: v.number(), name: v.string() });
export const orNull = v.nullable(v.string());

export const CubeView = v.object(
  Object.fromEntries(cells.map((cell) => [cell, v.number()])) as Record<
    (typeof cells)[number],
    v.NumberSchema<undefined>
  >,
);
export const cell = v.picklist(cells);
