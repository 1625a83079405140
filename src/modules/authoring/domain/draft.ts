import * as v from 'valibot';
import { textsOf, variantsOf, type Lesson, type Variants } from '#modules/learning/index.ts';
import { VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import { DraftRecording } from './recording.ts';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most), v.normalize('NFC'));
export const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(80));
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/));
export const both = v.strictObject({ vi: text(300), en: text(300) });
const picture = v.nullable(
  v.strictObject({ file: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}\.(svg|webp)$/)), alt: text(300) }),
);

export const DraftRead = v.strictObject({
  id,
  kind: v.literal('read'),
  title: text(300),
  picture,
  say: v.pipe(v.array(text(1000)), v.maxLength(12)),
  tip: text(1000),
});
export type DraftRead = v.InferOutput<typeof DraftRead>;

export const DraftChoice = v.strictObject({
  id,
  text: text(600),
  /** Versions from before there were pictures have none. */
  picture: v.optional(picture, null),
  right: v.boolean(),
  feedback: text(1000),
});
export const DraftCheck = v.strictObject({
  id,
  kind: v.literal('check'),
  ask: text(1000),
  picture,
  many: v.boolean(),
  choices: v.pipe(v.array(DraftChoice), v.maxLength(8)),
});
export type DraftCheck = v.InferOutput<typeof DraftCheck>;
export type DraftStep = DraftRead | DraftCheck;

/** A lesson while it is being written: every text may still be empty, and more is let in than a lesson may hold. */
export const DraftLesson = v.strictObject({
  title: both,
  summary: both,
  competences: v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d\.\d$/))), v.maxLength(24)),
  tier: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  keywords: v.pipe(v.array(text(200)), v.maxLength(40)),
  reviewed: day,
  expires: day,
  imitates: v.nullable(v.strictObject({ app: text(80), version: v.nullable(text(40)), checked: day })),
  practice: v.pipe(v.array(id), v.maxLength(12)),
  steps: v.pipe(v.array(v.variant('kind', [DraftRead, DraftCheck])), v.maxLength(30)),
  /** Of a wording of a shipped lesson: digest of the words of that one which it was last compared with. */
  follows: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))), null),
  /** Also those whose words were changed since: the editor is told of them. Versions from before there were any have none. */
  recordings: v.optional(v.pipe(v.array(DraftRecording), v.maxLength(600)), []),
  /** By language, then by the key of each text (learning's `variant.ts`), with the words that it was made from. */
  translations: v.optional(
    v.record(
      v.picklist(VARIANT_LANGUAGES),
      v.record(
        v.pipe(v.string(), v.regex(/^[a-z0-9.-]{1,160}$/)),
        v.strictObject({ text: text(1000), of: text(1000) }),
      ),
    ),
    () => ({}),
  ),
});
export type DraftLesson = v.InferOutput<typeof DraftLesson>;

/** What the draft says, as a lesson would say it: empty places are not there. It may still be none. */
export function asLesson(lessonId: string, draft: DraftLesson): unknown {
  const {
    imitates,
    steps,
    keywords,
    title,
    summary,
    follows: _,
    recordings: _voice,
    translations: _words,
    ...rest
  } = draft;
  const variants = asVariants(draft);
  return {
    id: lessonId,
    ...rest,
    title: inBoth(title),
    summary: inBoth(summary),
    keywords: keywords.map((word) => word.trim()).filter(Boolean),
    ...(imitates ? { imitates } : {}),
    steps: steps.map(asStep),
    ...(Object.keys(variants).length > 0 ? { variants } : {}),
  };
}

/** What was translated of words that still stand somewhere in the lesson; the English title and summary stand beside the Vietnamese. */
function asVariants(draft: DraftLesson): Variants {
  const texts = textsOf(draft);
  const keys = new Set(texts.map(({ key }) => key));
  return Object.fromEntries(
    Object.entries(draft.translations).flatMap(([language, translations]) => {
      const kept = Object.entries(translations).filter(
        ([key, { text, of }]) =>
          keys.has(key) && text.trim() !== '' && of.trim() !== '' && (language !== 'en' || key.includes('.')),
      );
      return kept.length === 0 ? [] : [[language, Object.fromEntries(kept)]];
    }),
  );
}

/** A locality need not write English: its readers of English then see the Vietnamese words. */
export const inBoth = ({ vi, en }: DraftLesson['title']): DraftLesson['title'] => ({
  vi,
  en: en.trim() === '' ? vi : en,
});

function asStep(step: DraftStep): Record<string, unknown> {
  if (step.kind === 'check') return { ...shown(step), choices: step.choices.map(shown) };
  const { tip, ...read } = step;
  return { ...shown(read), ...(tip.trim() === '' ? {} : { tip }) };
}

/** Without the place of a picture that is not there. */
function shown<T extends { readonly picture?: DraftRead['picture'] }>(one: T): Omit<T, 'picture'> {
  const { picture: given, ...rest } = one;
  return given ? { ...rest, picture: given } : rest;
}

/** A lesson to go on writing at. @param follows digest of it, when it stays the source */
export function asDraft(lesson: Lesson, follows: string | null): DraftLesson {
  const steps = lesson.steps.map((step) =>
    step.kind === 'read'
      ? { ...step, picture: step.picture ?? null, tip: step.tip ?? '' }
      : {
          ...step,
          picture: step.picture ?? null,
          choices: step.choices.map((choice) => ({ ...choice, picture: choice.picture ?? null })),
        },
  );
  return {
    title: lesson.title,
    summary: lesson.summary,
    competences: lesson.competences,
    tier: lesson.tier,
    minutes: lesson.minutes,
    keywords: lesson.keywords,
    reviewed: lesson.reviewed,
    expires: lesson.expires,
    imitates: lesson.imitates ?? null,
    practice: lesson.practice,
    steps,
    follows,
    recordings: [],
    translations: variantsOf(lesson),
  };
}

/** A step with every place still empty. */
export function newStep(kind: DraftStep['kind'], stepId: string): DraftStep {
  if (kind === 'read') return { id: stepId, kind, title: '', picture: null, say: [''], tip: '' };
  const choices = [
    { id: 'a', text: '', picture: null, right: true, feedback: '' },
    { id: 'b', text: '', picture: null, right: false, feedback: '' },
  ];
  return { id: stepId, kind, ask: '', picture: null, many: false, choices };
}

/** The shape of a lesson that teaches: two things to read, a question, one more to read, a question. */
export function newDraft(title: string, today: string, expires: string): DraftLesson {
  return {
    title: { vi: title, en: '' },
    summary: { vi: '', en: '' },
    competences: ['1.1'],
    tier: 1,
    minutes: 4,
    keywords: [],
    reviewed: today,
    expires,
    imitates: null,
    practice: [],
    follows: null,
    translations: {},
    steps: [
      newStep('read', 'doc-1'),
      newStep('read', 'doc-2'),
      newStep('check', 'hoi-1'),
      newStep('read', 'doc-3'),
      newStep('check', 'hoi-2'),
    ],
    recordings: [],
  };
}
