import * as v from 'valibot';
import type { ContentKind, Release } from '#platform/content/release.ts';
import { entriesOf } from '#platform/content/release.ts';

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));

/** A word that not everybody knows. */
export const Term = v.strictObject({
  term: words,
  /** Other spellings. */
  also: v.optional(v.array(words), []),
  kind: v.optional(v.picklist(['english', 'technical', 'office', 'han-viet']), 'technical'),
  /** The everyday word. */
  say: words,
  /** A few words that explain it where it stands. */
  means: words,
  /** From this tier up readers know it; never, unless told. */
  known: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))),
  /** There is an everyday word for everybody: not saying it is a fault, not a warning. */
  firm: v.optional(v.boolean(), false),
});
export type Term = v.InferOutput<typeof Term>;

/** The words that the plain-language check looks for, as they stand in `content/plain`. */
export const Lexicon = v.strictObject({
  id: v.string(),
  version: v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD')),
  terms: v.array(Term),
  abbreviations: v.array(Term),
  /** Names of things, whose words are no words of ours. */
  names: v.optional(v.array(words), []),
});
export type Lexicon = v.InferOutput<typeof Lexicon>;

export const lexiconKind: ContentKind<Lexicon> = {
  name: 'plain',
  files: 'plain/*.yaml',
  schema: Lexicon,
  check: (entries) =>
    entries.flatMap(({ path, value }) => {
      const all = [...value.terms, ...value.abbreviations].flatMap(({ term, also }) => [term, ...also]);
      return all
        .filter((term, index) => all.indexOf(term) !== index)
        .map((term) => ({ path, line: 0, what: `${term} stands twice` }));
    }),
};

/** The words of a release; none when it holds no list. */
export function lexiconOf(release: Release): Lexicon {
  const files = entriesOf(release, lexiconKind).map(({ value }) => value);
  return {
    id: files[0]?.id ?? '',
    version: files[0]?.version ?? '',
    terms: files.flatMap((file) => file.terms),
    abbreviations: files.flatMap((file) => file.abbreviations),
    names: files.flatMap((file) => file.names),
  };
}
