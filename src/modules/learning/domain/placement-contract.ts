import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { LessonCard, ViewCheck } from './contract.ts';
import { ShownVariants } from './in-language/variants.ts';
import { BothLanguages } from './lesson.ts';

export const PlacementAsked = v.object({
  lesson: v.string(),
  step: v.string(),
  check: ViewCheck,
  /** The question in other languages that the reader asked for. */
  variants: ShownVariants,
});
export type PlacementAsked = v.InferOutput<typeof PlacementAsked>;

/** The whole check at the doorstep: once it is on the phone it needs no network. */
export const PlacementView = v.object({
  first: v.array(PlacementAsked),
  routes: v.array(v.object({ upTo: v.number(), questions: v.array(PlacementAsked), upperFrom: v.number() })),
  bands: v.object({
    lower: v.object({ says: BothLanguages, lessons: v.array(v.string()) }),
    upper: v.object({ says: BothLanguages, lessons: v.array(v.string()) }),
  }),
  /** Cards of every lesson that a band may propose. */
  cards: v.array(LessonCard),
});
export type PlacementView = v.InferOutput<typeof PlacementView>;

export const getPlacement = endpoint({
  method: 'GET',
  path: '/api/learning/placement',
  summary:
    'The questions that find a lesson for tonight, and what they lead to; the same for everybody who reads the same languages.',
  output: PlacementView,
  refusals: ['learning/placement-not-found'],
});
