import type { Passage, PlainFault } from './fault.ts';
import type { Lexicon } from './lexicon.ts';
import { doubleNegation, longSentences, passive, severalActions } from './sentence-rules.ts';
import { abbreviations, capitals, hardWords } from './word-rules.ts';

export type { Passage, PlainFault, PlainRule } from './fault.ts';

/**
 * What keeps a text from being plain spoken Vietnamese. A word is looked at where it stands first in the whole, and may
 * stand there with its explanation.
 *
 * @param passages of one lesson, scene or question, in reading order, NFC
 * @param tier of those who read it, 1..8: what they know already is not told again
 * @returns in reading order
 */
export function lintPlain(passages: readonly Passage[], lexicon: Lexicon, tier: number): PlainFault[] {
  const placed = [
    ...passages.flatMap((passage, place) =>
      [longSentences, severalActions, doubleNegation, passive, capitals].flatMap((rule) =>
        rule(passage).map((finding) => ({ place, finding })),
      ),
    ),
    ...hardWords(passages, lexicon, tier),
    ...abbreviations(passages, lexicon, tier),
  ];
  return placed
    .toSorted((one, other) => one.place - other.place || one.finding.from - other.finding.from)
    .map(({ place, finding }) => ({ ...finding, at: passages[place]!.at }));
}

/** One line for a person at a terminal. */
export const lineOf = (fault: PlainFault): string =>
  `${fault.at.join('.')}: ${fault.rule}: “${fault.found}”. ${fault.suggestion}`;
