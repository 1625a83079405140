import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { ReviewList } from './review-contract.ts';

const refusals = ['identity/sign-in-first', 'identity/not-yours'] as const;

export const listMenteesDue = endpoint({
  method: 'GET',
  path: '/api/learning/units/:unit/mentees',
  summary:
    'How many questions wait today for each of those whom the member of staff that asks helps at a unit.',
  params: v.object({ unit: v.pipe(NumberText, v.integer(), v.minValue(1)) }),
  output: v.object({
    mentees: v.array(
      v.object({
        /** Of the help, as identity names it. */
        mentoring: v.string(),
        due: v.number(),
        /** The next Vietnamese day with something to ask; null when there is none. */
        next: v.nullable(v.string()),
      }),
    ),
  }),
  refusals: [...refusals],
});

export const listMenteeReviews = endpoint({
  method: 'GET',
  path: '/api/learning/mentorings/:mentoring/reviews',
  summary:
    'What is due in the next two weeks for somebody whom the member of staff that asks helps, with the right answers.',
  params: v.object({ mentoring: v.pipe(v.string(), v.uuid('must be a UUID')) }),
  output: ReviewList,
  refusals: [...refusals],
});
