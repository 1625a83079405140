import type { Answer } from '../answer.ts';
import type { Presentation } from '../presentation.ts';

/** A question that can be printed. */
export type Printed = Exclude<Presentation, { type: 'perform' }>;

/** How an answer is written on paper: one letter, any letters, or one letter for each in order. */
export interface Writing {
  readonly letters: string;
  /** Letters of an answer; several where any number fits. */
  readonly exactly: number | 'several';
}

/** Written for "I do not know": an answer, and not right. */
export const BLANK = '-';
const ALPHABET = 'ABCDEFGHIJKL';
const PLACES = '123456789';

/** The letter of a place on the screen: `A` of `1`. */
export const letterOf = (choice: string): string => ALPHABET[Number(choice) - 1] ?? '?';

/** What is lettered on the sheet. */
export function lettered(question: Printed): readonly { readonly id: string; readonly text: string }[] {
  if (question.type === 'match') return question.rights;
  return question.type === 'spot' ? question.message.parts : question.choices;
}

export function writingOf(question: Printed): Writing {
  const letters = ALPHABET.slice(0, lettered(question).length);
  if (question.type === 'single') return { letters, exactly: 1 };
  if (question.type === 'multiple' || question.type === 'spot') return { letters, exactly: 'several' };
  return { letters, exactly: letters.length };
}

/**
 * What was typed, as it is compared and kept: capital letters without spaces or commas, in order of the alphabet where the
 * order says nothing; `-` for nothing written. A pair may be typed with its number: `1C 2A 3B`.
 *
 * @returns undefined when a letter is none of the question's, comes twice, or the number of letters does not fit
 */
export function readWritten({ letters, exactly }: Writing, typed: string): string | undefined {
  const marks = typed
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/[\s,.;]/g, '');
  if (marks === '' || /^[-0]$/.test(marks)) return BLANK;
  const written = exactly === 'several' || exactly === 1 ? marks : withoutPlaces(marks);
  const each = [...written];
  if (each.some((mark) => !letters.includes(mark)) || new Set(each).size !== each.length) return undefined;
  if (exactly === 'several') return each.sort().join('');
  return each.length === exactly ? written : undefined;
}

/** `1C2A3B` as `CAB`; unchanged when it is not written so. */
function withoutPlaces(marks: string): string {
  const pairs = [...marks.matchAll(/([1-9])([A-L])/g)];
  if (pairs.map(([whole]) => whole).join('') !== marks) return marks;
  const inOrder = pairs.toSorted(
    ([, one = ''], [, other = '']) => PLACES.indexOf(one) - PLACES.indexOf(other),
  );
  const isComplete = inOrder.every(([, place], index) => place === PLACES[index]);
  return isComplete ? inOrder.map(([, , letter]) => letter).join('') : marks;
}

/** What is written, as a phone would send it; marked like any other answer. */
export function answerOf(question: Printed, written: string): Answer {
  if (written === BLANK) return null;
  const places = [...written].map((letter) => String(ALPHABET.indexOf(letter) + 1));
  if (question.type === 'single') return places[0] ?? null;
  if (question.type !== 'match') return places;
  return Object.fromEntries(places.map((right, left) => [String(left + 1), right]));
}

/** The key as it would be written; the reverse of `answerOf`. */
export function writtenKey({ exactly }: Writing, solution: Answer): string {
  if (solution === null) return BLANK;
  if (typeof solution === 'string') return letterOf(solution);
  const places = Array.isArray(solution) ? solution : Object.values(solution).map(String);
  const letters = places.map(letterOf);
  return (exactly === 'several' ? letters.sort() : letters).join('');
}
