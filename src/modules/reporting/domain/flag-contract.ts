import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { ReportParams } from './contract-parts.ts';
import { ledgerFlags } from './flags/flag.ts';

const uuid = v.pipe(v.string(), v.uuid());
/** Why it looks as it does; `other` asks for words. */
export const flagReasons = ['correct', 'source-changed', 'event', 'mistake', 'not-known', 'other'] as const;

export const FlagView = v.object({
  flag: v.picklist(ledgerFlags),
  cell: v.string(),
  facts: v.record(v.string(), v.number()),
  /** It was seen in the period before as well. */
  repeated: v.boolean(),
  reply: v.nullable(v.object({ reason: v.picklist(flagReasons), words: v.string(), at: v.string() })),
});
export type FlagView = v.InferOutput<typeof FlagView>;
export const FlagList = v.object({
  flags: v.array(FlagView),
  /** Flags that the unit still has time to explain; the unit above is told only how many. */
  waiting: v.number(),
  mayReply: v.boolean(),
  /** What was seen in tests of the unit's people in the months of the period (flags 10–13), and how many wait. */
  inTests: v.array(v.object({ flag: v.picklist([10, 11, 12, 13]), all: v.number(), open: v.number() })),
  /** Passes checked again in these months by real tasks. */
  rechecked: v.nullable(v.object({ confirmed: v.number(), refuted: v.number() })),
  /** Flags for which nothing is recorded; the page says why of each. */
  withoutSource: v.array(v.picklist([15, 16, 17])),
});
export type FlagList = v.InferOutput<typeof FlagList>;

export const getFlags = endpoint({
  method: 'GET',
  path: '/api/reporting/units/:unit/reports/:form/:period/flags',
  summary:
    'What asks to be explained in a report. The unit sees all of it; the unit above what stayed without a word or came again.',
  params: ReportParams,
  output: FlagList,
  refusals: ['organisations/sign-in-first', 'organisations/not-found', 'reporting/report-not-found'],
});

export const ReplyToFlag = v.strictObject({
  id: uuid,
  flag: v.picklist(ledgerFlags),
  cell: v.pipe(v.string(), v.maxLength(60)),
  reason: v.picklist(flagReasons),
  words: v.optional(v.pipe(v.string(), v.maxLength(1000), v.transform(tidy), v.maxLength(500)), ''),
});
export type ReplyToFlag = v.InferOutput<typeof ReplyToFlag>;
export const replyToFlag = endpoint({
  method: 'POST',
  path: '/api/reporting/units/:unit/reports/:form/:period/flags',
  summary: 'The unit explains something that was seen in its report. The same id is one reply.',
  params: ReportParams,
  body: ReplyToFlag,
  output: v.object({ reason: v.picklist(flagReasons) }),
  refusals: [
    'organisations/sign-in-first',
    'organisations/not-found',
    'reporting/report-not-found',
    'reporting/unit-explains',
    'reporting/no-such-flag',
    'reporting/words-needed',
    'reporting/repeat-differs',
  ],
});
