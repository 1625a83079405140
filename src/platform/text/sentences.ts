/** Sentences of a text: it ends one at `.`, `?`, `!` or `…` before a space, and at each end of line. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.?!…]["”’)]?)\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** Words without the punctuation around them. */
export const wordsOf = (sentence: string): string[] => sentence.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
