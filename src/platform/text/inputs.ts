// Pieces that the contracts of modules share. Pure: they say what may be sent, and tidy it.
import * as v from 'valibot';
import { tidy } from './fold.ts';
import { NumberText } from './number-text.ts';

export const uuid = v.pipe(v.string(), v.uuid());
/** Addresses that begin with a unit. */
export const unitParams = v.strictObject({ unit: NumberText });
export const slug = v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
/** A day that there is, in this century. */
export const day = v.pipe(
  v.string(),
  v.check((text) => /^20\d\d-\d\d-\d\d$/.test(text) && isDay(text), 'must be a day, YYYY-MM-DD'),
);

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
export const someLines = (most: number) => v.pipe(lines(most), v.minLength(1, 'must not be empty'));
