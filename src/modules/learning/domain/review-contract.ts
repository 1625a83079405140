import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { CONTENT_LANGUAGES } from '#platform/text/languages.ts';
import { ViewCheck } from './contract.ts';
import { HeadingVariants, ShownVariants } from './in-language/variants.ts';
import { BothLanguages } from './lesson.ts';

/** One question to ask again, with the lesson that taught it. */
export const ReviewQuestion = v.object({
  lesson: v.string(),
  title: BothLanguages,
  /** The title and the question in other languages that she asked for. */
  variants: ShownVariants,
  step: ViewCheck,
});
export type ReviewQuestion = v.InferOutput<typeof ReviewQuestion>;

/** What the schedule is worked out from; a phone that holds it can do so by itself. */
const RecalledView = v.object({
  id: v.string(),
  kind: v.picklist(['check-answered', 'lesson-finished']),
  lesson: v.string(),
  step: v.string(),
  at: v.string(),
  right: v.boolean(),
  took: v.nullable(v.number()),
  purpose: v.picklist(['lesson', 'review']),
});

export const ReviewView = v.object({
  /** When this was worked out, by our clock; ISO. */
  at: v.string(),
  /** What to ask today, at most five in a day. */
  now: v.array(ReviewQuestion),
  /** The next Vietnamese day with something to ask after these; null when there is none. */
  next: v.nullable(v.string()),
  recalled: v.array(RecalledView),
});
export type ReviewView = v.InferOutput<typeof ReviewView>;

export const getReview = endpoint({
  method: 'GET',
  path: '/api/learning/review',
  summary:
    'The checks of finished lessons to ask the learner again today, and what the schedule follows from.',
  output: ReviewView,
});

/** A helper's list: what is due in these days, with the right answers. */
export const ReviewList = v.object({
  /** Vietnamese day. */
  today: v.string(),
  reviews: v.array(
    v.object({
      lesson: v.string(),
      title: BothLanguages,
      variants: HeadingVariants,
      step: v.string(),
      /** The question and its answers in the reader's language, or in the next that it is there in. */
      language: v.picklist(CONTENT_LANGUAGES),
      /** The Vietnamese words have changed since that was translated. */
      outdated: v.boolean(),
      ask: v.string(),
      right: v.array(v.string()),
      due: v.string(),
    }),
  ),
});
export type ReviewList = v.InferOutput<typeof ReviewList>;

export const listReviews = endpoint({
  method: 'GET',
  path: '/api/learning/review/list',
  summary: 'What is due in the next two weeks with the right answers, for whoever sits with the learner.',
  output: ReviewList,
});
