import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { signalKinds } from './integrity/watch.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const ref = v.object({ id: v.number(), name: v.string() });

export const signalStates = ['open', 'explained', 'confirmed', 'dismissed'] as const;
/** Why it looks as it does; `other` asks for words. */
export const explanations = [
  'shared-point',
  'class',
  'one-helper',
  'network-late',
  'fault',
  'not-known',
  'other',
] as const;

export const SignalView = v.object({
  /** Part key and id, as the address of replies names it. */
  id: v.string(),
  unit: ref,
  kind: v.picklist(signalKinds),
  /** Number among the data-quality flags; null outside them. */
  flag: v.nullable(v.number()),
  /** Month, `YYYY-MM`. */
  period: v.string(),
  /** What within the month, where it is a day. */
  day: v.nullable(v.string()),
  facts: v.record(v.string(), v.number()),
  state: v.picklist(signalStates),
  repeated: v.boolean(),
  seenAt: v.string(),
  dueAt: v.string(),
  overdue: v.boolean(),
  /** The tests, the latest first, at most 30; without names. */
  tests: v.array(
    v.object({
      endedAt: v.string(),
      answered: v.number(),
      right: v.number(),
      /** Middle time on a question; null where not known. */
      seconds: v.nullable(v.number()),
      passed: v.boolean(),
    }),
  ),
  replies: v.array(
    v.object({
      act: v.picklist(['explain', 'confirm', 'dismiss']),
      reason: v.string(),
      words: v.string(),
      by: v.nullable(v.string()),
      at: v.string(),
    }),
  ),
  may: v.array(v.picklist(['explain', 'confirm', 'dismiss'])),
});
export type SignalView = v.InferOutput<typeof SignalView>;

export const SignalList = v.object({
  unit: ref,
  signals: v.array(SignalView),
  /** Signals of units below that those explain themselves first. */
  below: v.number(),
});
export type SignalList = v.InferOutput<typeof SignalList>;

export const listSignals = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/signals',
  summary:
    'What was seen in the tests of a unit and should be explained. Those of units below appear when they stay unexplained or come again.',
  params: v.object({ unit: UnitParam }),
  output: SignalList,
});

export const ReplyToSignal = v.strictObject({
  id: uuid,
  act: v.picklist(['explain', 'confirm', 'dismiss']),
  reason: v.optional(v.picklist(['', ...explanations]), ''),
  words: v.optional(v.pipe(v.string(), v.transform(tidy), v.maxLength(500)), ''),
});
export type ReplyToSignal = v.InferOutput<typeof ReplyToSignal>;

export const replyToSignal = endpoint({
  method: 'POST',
  path: '/api/assessment/signals/:partKey/:signal/replies',
  summary:
    'The unit explains what was seen; an officer of assessment who did not explain it confirms or dismisses it.',
  params: v.object({ partKey: UnitParam, signal: uuid }),
  body: ReplyToSignal,
  output: v.object({ state: v.picklist(signalStates) }),
  refusals: [
    'assessment/signal-not-found',
    'assessment/signal-settled',
    'assessment/reason-needed',
    'assessment/own-explanation',
  ],
});
