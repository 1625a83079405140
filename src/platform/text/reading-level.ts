import { sentencesOf, wordsOf } from './sentences.ts';

/** How hard text is to read, as far as counting can tell. */
export interface ReadingLevel {
  readonly sentences: number;
  /** Syllables (what spaces separate) a sentence. */
  readonly median: number;
  /** Nine of ten sentences have at most this many. */
  readonly ninth: number;
  readonly longest: number;
  /** Share of sentences of more than 15 syllables, 0..1. */
  readonly long: number;
  /** Share of words of more than seven letters, 0..1: no Vietnamese syllable has more, so these are foreign or run together. */
  readonly foreign: number;
}

const LONG_SENTENCE = 15;
const LONGEST_SYLLABLE = 7;

/** @param texts each one or more sentences; nothing gives zeros */
export function readingLevel(texts: readonly string[]): ReadingLevel {
  const sentences = texts.flatMap(sentencesOf);
  const lengths = sentences.map((sentence) => wordsOf(sentence).length).sort((a, b) => a - b);
  const words = sentences.flatMap(wordsOf);
  const share = (count: number, of: number) => (of === 0 ? 0 : count / of);
  const rank = (quantile: number) => lengths[Math.ceil(quantile * lengths.length) - 1] ?? 0;
  return {
    sentences: sentences.length,
    median: rank(0.5),
    ninth: rank(0.9),
    longest: lengths.at(-1) ?? 0,
    long: share(lengths.filter((length) => length > LONG_SENTENCE).length, lengths.length),
    foreign: share(words.filter((word) => word.length > LONGEST_SYLLABLE).length, words.length),
  };
}
