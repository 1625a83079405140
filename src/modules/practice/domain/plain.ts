import * as v from 'valibot';

/*
 * What may be written in a practice scene: the same plain Vietnamese as in lessons. Schemas that scenes and gyms share.
 */
export const MOST_WORDS = 20;

/** The sentences of a text; a full stop inside a number or an address ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…:])\s+/)
    .map((one) => one.trim())
    .filter(Boolean);
}

export const isPlain = (text: string): boolean =>
  sentencesOf(text).every((one) => one.split(/\s+/).length <= MOST_WORDS);

export const slug = v.pipe(
  v.string(),
  v.maxLength(60),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be ASCII words joined by hyphens'),
);

/** Text on a screen or in a message: plain sentences, no edges. */
/* @__NO_SIDE_EFFECTS__ */
export const text = (most: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(most, `must have at most ${most} signs`),
    v.check((said) => said === said.trim(), 'must not begin or end with a space'),
    v.check(isPlain, `every sentence must have at most ${MOST_WORDS} words`),
  );

/** One thing said: one sentence or two short ones, at most 20 words each. */
export const sentence = text(200);

export const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
/** Vietnamese first, English second. */
export const BothLanguages = v.strictObject({ vi: text(300), en: v.pipe(v.string(), v.maxLength(300)) });

/** What scenes and gyms have in common. */
export const aboutEntries = {
  id: slug,
  title: BothLanguages,
  summary: BothLanguages,
  competences: v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d\.\d$/))), v.minLength(1)),
  tier: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
  /** Lessons that teach what is practised here. */
  lessons: v.optional(v.array(slug), []),
  reviewed: day,
  expires: day,
};
