import * as v from 'valibot';
import { fromEnglish, Variants } from './variant.ts';

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
  /** Drawn for a file of this project, or taken in from an editor and named by its digest. */
  file: v.pipe(v.string(), v.regex(/^([a-z0-9-]+\.svg|[0-9a-f]{16}\.webp)$/)),
  alt: text(160),
});

/** Pages that stand beside the steps of a lesson under its address: no step may take their names. */
const PAGES_OF_A_LESSON = ['xong', 'tai-lieu', 'nguoi-day', 'trinh-chieu', 'ban-chung'];
const stepId = v.pipe(
  slug,
  v.check((id) => !PAGES_OF_A_LESSON.includes(id), `must not be one of ${PAGES_OF_A_LESSON.join(', ')}`),
);

/** Something to read or hear: one action. */
export const ReadStep = v.strictObject({
  id: stepId,
  kind: v.literal('read'),
  title: text(80),
  picture: v.optional(Picture),
  say: v.pipe(v.array(sentence), v.minLength(1), v.maxLength(6)),
  tip: v.optional(sentence),
});
export type ReadStep = v.InferOutput<typeof ReadStep>;

/** The words stand beside the picture always: what it shows is never the only way to tell choices apart. */
export const Choice = v.strictObject({
  id: slug,
  text: text(160),
  picture: v.optional(Picture),
  right: v.boolean(),
  feedback: text(300),
});

/** A question with words for every choice; `many` asks for all the right ones. */
export const CheckStep = v.pipe(
  v.strictObject({
    id: stepId,
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

/** The real program whose screens the pictures of a lesson follow; a null version: drawn after no particular one. */
export const Imitated = v.strictObject({
  app: text(80),
  version: v.nullable(text(40)),
  /** When somebody last compared the pictures with it. */
  checked: day,
});
export type Imitated = v.InferOutput<typeof Imitated>;

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
  imitates: v.optional(Imitated),
  /** Scenes of `content/practice` that let the learner do what the lesson told. */
  practice: v.optional(v.array(slug), []),
  steps: v.pipe(v.array(Step), v.minLength(3), v.maxLength(14)),
  /** Of lessons published before there were variants: whole steps in English, by their ids. */
  english: v.optional(v.record(slug, v.record(v.string(), text(400)))),
  /** In other languages, text by text. */
  variants: v.optional(Variants),
});
export type Lesson = v.InferOutput<typeof Lesson>;

/** A lesson in other languages, however it was written down. */
export function variantsOf({
  english,
  variants,
  steps,
}: Pick<Lesson, 'english' | 'variants' | 'steps'>): Variants {
  return { ...(english ? { en: fromEnglish(steps, english) } : {}), ...variants };
}

/**
 * An ordered way through lessons: a `programme` is the curriculum of one target group, a `path` a short way to one
 * purpose for whoever needs it.
 */
export const Programme = v.strictObject({
  id: slug,
  kind: v.optional(v.picklist(['programme', 'path']), 'programme'),
  title: BothLanguages,
  summary: BothLanguages,
  /** Code of a target group; a programme has one, a path may. */
  group: v.optional(slug),
  chapters: v.pipe(
    v.array(
      v.strictObject({
        id: slug,
        title: BothLanguages,
        /** Domain of the framework; every chapter of a programme names one. */
        domain: v.optional(v.pipe(v.string(), v.regex(/^\d$/))),
        lessons: v.array(slug),
      }),
    ),
    v.minLength(1),
  ),
});
export type Programme = v.InferOutput<typeof Programme>;

/** A picture of a step, and its place from the top of the step. */
export interface PlacedPicture {
  readonly at: readonly (string | number)[];
  readonly file: string;
}

/** The pictures of a step or of its choices, in the order in which they are seen. */
export function picturesOfStep(step: {
  readonly picture?: { readonly file: string } | null | undefined;
  readonly choices?: readonly { readonly picture?: { readonly file: string } | null | undefined }[];
}): PlacedPicture[] {
  const own = step.picture ? [{ at: ['picture'], file: step.picture.file }] : [];
  const chosen = (step.choices ?? []).flatMap(({ picture }, index): PlacedPicture[] =>
    picture ? [{ at: ['choices', index, 'picture'], file: picture.file }] : [],
  );
  return [...own, ...chosen];
}

/** Whether these choices answer the check: all the right ones and none else. */
export function isRight(step: CheckStep, chosen: readonly string[]): boolean {
  const right = step.choices.filter((choice) => choice.right).map((choice) => choice.id);
  return right.length === new Set(chosen).size && right.every((id) => chosen.includes(id));
}
