import * as v from 'valibot';
import { NumberText } from '#platform/text/number-text.ts';
import { tidy } from '#platform/text/fold.ts';
import { cells } from './cube.ts';

/** Pieces that the contracts of this module share. */
export const uuid = v.pipe(v.string(), v.uuid());
export const unitParams = v.strictObject({ unit: NumberText });
export const ref = v.object({ id: v.number(), name: v.string() });
const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
/** A day that there is, in this century. */
export const day = v.pipe(
  v.string(),
  v.check((text) => /^20\d\d-\d\d-\d\d$/.test(text) && isDay(text), 'must be a day, YYYY-MM-DD'),
);
export const orNull = v.nullable(v.string());

/** At most `most` letters on one line; may be empty. */
export const words = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most * 2),
    v.transform(tidy),
    v.maxLength(most, `must be at most ${most} letters`),
  );
export const someWords = (most: number) => v.pipe(words(most), v.minLength(1, 'must not be empty'));

/** Several lines, each of them tidy. */
export const lines = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most * 2),
    v.transform((text) => text.split(/\r?\n/).map(tidy).join('\n').trim()),
    v.maxLength(most, `must be at most ${most} letters`),
  );

export const CubeView = v.object(
  Object.fromEntries(cells.map((cell) => [cell, v.number()])) as Record<
    (typeof cells)[number],
    v.NumberSchema<undefined>
  >,
);
export const cell = v.picklist(cells);
