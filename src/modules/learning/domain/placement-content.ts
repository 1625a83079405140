import * as v from 'valibot';
import { BothLanguages } from './lesson.ts';

const name = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be ASCII words joined by hyphens'));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9));

/** A check of a lesson with one right choice. */
export const PlacementQuestion = v.strictObject({
  lesson: name,
  step: name,
  domain: v.pipe(v.string(), v.regex(/^\d$/)),
  /** Expert guess in logits, as of items of the test. */
  difficulty: v.pipe(v.number(), v.minValue(-3), v.maxValue(3)),
});

const Band = v.strictObject({
  says: BothLanguages,
  lessons: v.pipe(v.array(name), v.minLength(3, 'needs one lesson for tonight and two more')),
});

/** `content/placement/<id>.yaml`: the check at the doorstep; there is one. */
export const Placement = v.strictObject({
  id: name,
  reviewed: v.pipe(v.string(), v.isoDate()),
  /** Ability in logits that parts the two bands; only the simulation needs it. */
  cut: v.number(),
  first: v.pipe(v.array(PlacementQuestion), v.length(5)),
  routes: v.pipe(
    v.array(
      v.strictObject({
        upTo: count,
        questions: v.pipe(v.array(PlacementQuestion), v.length(4)),
        upperFrom: count,
      }),
    ),
    v.minLength(2),
    v.check(
      (routes) => routes.every((one, index) => one.upTo > (routes[index - 1]?.upTo ?? -1)),
      '`upTo` must rise from route to route',
    ),
    v.check((routes) => routes.at(-1)!.upTo === 5, 'the last route must reach up to 5'),
  ),
  bands: v.strictObject({ lower: Band, upper: Band }),
});
export type Placement = v.InferOutput<typeof Placement>;
