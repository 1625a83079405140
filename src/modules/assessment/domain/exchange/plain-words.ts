import { type Markup, readHtml } from '#platform/text/markup.ts';
import { type Extra, neat, wordsOf } from '#platform/text/markup-words.ts';
import { NotTaken } from './exchanged.ts';

/** The gravest first: it is the one that is told. */
const REFUSED: readonly Extra[] = ['script', 'frame', 'picture', 'sound', 'form', 'formula', 'table'];

/**
 * The words of a piece of markup. What it says beside words would be lost, and a question without its picture is
 * another question: so it is not taken.
 *
 * @throws NotTaken
 */
export function plainWords(node: Markup, skip?: (node: Markup) => boolean): string {
  const { text, extras } = wordsOf(node, skip);
  const extra = REFUSED.find((one) => extras.has(one));
  if (extra) throw new NotTaken(extra);
  return text;
}

/** The words of a text in HTML. @throws NotTaken */
export const wordsOfHtml = (text: string): string => plainWords(readHtml(text));

/** The words of a text in which line breaks count, and tags may stand. @throws NotTaken */
export function wordsOfLines(text: string): string {
  return /[<&]/.test(text) ? wordsOfHtml(text.replaceAll(/\r?\n/g, '<br>')) : neat(text);
}
