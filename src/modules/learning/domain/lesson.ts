import * as v from 'valibot';

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be ASCII words joined by hyphens'));
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
/** Vietnamese first, English second. */
export const BothLanguages = v.strictObject({ vi: text(300), en: text(300) });

export const MOST_WORDS = 20;
const sentence = v.pipe(
  text(200),
  v.check((said) => said.split(/\s+/).length <= MOST_WORDS, `must have at most ${MOST_WORDS} words`),
);

export const Picture = v.strictObject({
  file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.svg$/)),
  alt: text(160),
});

/** Something to read or hear: one action. */
export const ReadStep = v.strictObject({
  id: slug,
  kind: v.literal('read'),
  title: text(80),
  picture: v.optional(Picture),
  say: v.pipe(v.array(sentence), v.minLength(1), v.maxLength(6)),
  tip: v.optional(sentence),
});
export type ReadStep = v.InferOutput<typeof ReadStep>;

export const Choice = v.strictObject({ id: slug, text: text(160), right: v.boolean(), feedback: text(300) });

/** A question with words for every choice; `many` asks for all the right ones. */
export const CheckStep = v.pipe(
  v.strictObject({
    id: slug,
    kind: v.literal('check'),
    ask: text(300),
    picture: v.optional(Picture),
    many: v.optional(v.boolean(), false),
    choices: v.pipe(v.array(Choice), v.minLength(2), v.maxLength(4, 'has more than four choices')),
  }),
  v.check((step) => {
    const right = step.choices.filter((choice) => choice.right).length;
    return step.many ? right >= 1 && right < step.choices.length : right === 1;
  }, 'one right choice, or with `many` at least one right and one wrong'),
);
export type CheckStep = v.InferOutput<typeof CheckStep>;

export const Step = v.union([ReadStep, CheckStep]);
export type Step = v.InferOutput<typeof Step>;

/** One lesson as it stands in `content/lessons/<id>/lesson.yaml`. */
export const Lesson = v.strictObject({
  id: slug,
  title: BothLanguages,
  summary: BothLanguages,
  competences: v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d\.\d$/))), v.minLength(1)),
  tier: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(5)),
  keywords: v.optional(v.array(text(60)), []),
  reviewed: day,
  expires: day,
  steps: v.pipe(v.array(Step), v.minLength(3), v.maxLength(14)),
});
export type Lesson = v.InferOutput<typeof Lesson>;

/** An ordered way through lessons for one target group. */
export const Programme = v.strictObject({
  id: slug,
  title: BothLanguages,
  summary: BothLanguages,
  group: slug,
  chapters: v.pipe(
    v.array(
      v.strictObject({
        id: slug,
        title: BothLanguages,
        domain: v.pipe(v.string(), v.regex(/^\d$/)),
        lessons: v.array(slug),
      }),
    ),
    v.minLength(1),
  ),
});
export type Programme = v.InferOutput<typeof Programme>;

/** Whether these choices answer the check: all the right ones and none else. */
export function isRight(step: CheckStep, chosen: readonly string[]): boolean {
  const right = step.choices.filter((choice) => choice.right).map((choice) => choice.id);
  return right.length === new Set(chosen).size && right.every((id) => chosen.includes(id));
}
