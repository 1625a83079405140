import * as v from 'valibot';
import { TaskActs } from '#modules/practice/index.ts';

const ChoiceId = v.pipe(v.string(), v.maxLength(8));

/**
 * What a person answered, in the ids of the presentation:
 * one id (single), ids in any order (multiple, spot), ids in order (order), left id → right id (match), everything done
 * on the make-believe phone (perform), or null for "I do not know", which nobody should have to hide behind a guess.
 */
export const Answer = v.union([
  v.null(),
  ChoiceId,
  v.pipe(v.array(ChoiceId), v.maxLength(12)),
  v.strictObject({ acts: TaskActs }),
  v.pipe(
    v.record(ChoiceId, ChoiceId),
    v.check((pairs) => !Array.isArray(pairs) && Object.keys(pairs).length <= 12, 'too many pairs'),
  ),
]);
export type Answer = v.InferOutput<typeof Answer>;
/** Acts on a make-believe phone. */
export type Acted = Extract<Answer, { acts: unknown[] }>;

export const isActed = (answer: Answer): answer is Acted =>
  typeof answer === 'object' && answer !== null && Array.isArray((answer as { acts?: unknown }).acts);
