import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { BothLanguages } from './lesson.ts';

/** A course of somebody else, as it stands in `content/outside/<id>.yaml`: a link, and who says what about it. */
export const OutsideCourse = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  name: BothLanguages,
  provider: BothLanguages,
  address: v.pipe(v.string(), v.url(), v.startsWith('https://', 'must begin with https://')),
  what: BothLanguages,
  languages: v.pipe(v.array(v.picklist(['vi', 'en'])), v.minLength(1)),
  cost: v.picklist(['free', 'paid', 'unknown']),
  /** Where this is written, so that anybody can look it up. */
  source: BothLanguages,
  /** When somebody last opened it and compared; null: nobody has yet. */
  checked: v.nullable(v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'))),
});
export type OutsideCourse = v.InferOutput<typeof OutsideCourse>;

export const listOutsideCourses = endpoint({
  method: 'GET',
  path: '/api/learning/outside',
  summary: 'Courses of others, with where each is written of; the same for everybody.',
  output: v.object({ courses: v.array(OutsideCourse) }),
});
