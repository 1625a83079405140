import { neat } from '#platform/text/markup-words.ts';
import { choiceOf, NotTaken, type Exchanged, type Omission, readEach, type Reading } from './exchanged.ts';
import { wordsOfHtml, wordsOfLines } from './plain-words.ts';
import { contentOfKind, type Nearest } from './nearest.ts';
import { readTags } from './tags.ts';

interface Block {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}
interface Answer {
  readonly isRight: boolean;
  /** Percent; null where none is written. */
  readonly weight: number | null;
  readonly text: string;
  readonly feedback: string;
}

/**
 * Reads questions in GIFT: one or several right choices, true or false, matching. Questions are parted by empty lines.
 *
 * @see https://docs.moodle.org/en/GIFT_format
 */
export function readGift(text: string): Reading {
  const blocks = blocksOf(text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n'));
  const questions = blocks.filter(({ text: block }) => withoutComments(block) !== '');
  return readEach(questions, ({ line }, index) => ({ line, question: index + 1 }), readQuestion);
}

/** Pieces between empty lines, with the line on which each begins. */
function blocksOf(text: string): Block[] {
  const blocks: { line: number; text: string }[] = [];
  let isOpen = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') isOpen = false;
    else if (isOpen) blocks.at(-1)!.text += `\n${line}`;
    else {
      blocks.push({ line: index + 1, text: line });
      isOpen = true;
    }
  }
  return blocks;
}

const isComment = (line: string): boolean => /^\s*(\/\/|\$CATEGORY:)/i.test(line);
const withoutComments = (block: string): string =>
  block
    .split('\n')
    .filter((line) => !isComment(line))
    .join('\n')
    .trim();

/** Place of the first of these signs that no backslash stands before; -1 where there is none. */
function indexOfSign(text: string, signs: string, from = 0): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (signs.includes(text[at]!)) return at;
  }
  return -1;
}

const unescape = (text: string): string =>
  text.replaceAll(/\\([~=#{}:n\\])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));

/** The words of a text, by the format written before it. */
function wordsIn(text: string, usual: string): string {
  const [, named] = /^\s*\[(html|moodle|plain|markdown)\]/.exec(text) ?? [];
  const words = unescape(named ? text.slice(text.indexOf(']') + 1) : text.trim());
  const format = named ?? usual;
  if (format === 'plain' || format === 'markdown') return neat(words);
  return format === 'html' ? wordsOfHtml(words) : wordsOfLines(words);
}

function readQuestion({ text: block }: Block): { item: Exchanged; left: Omission[] } {
  const tags = [...block.matchAll(/(?<!\\)\[tag:(.*?)(?<!\\)\]/g)].map(([, tag]) => tag!);
  const body = withoutComments(block);
  const [titled = '', title = ''] = /^::((?:\\.|[^\\])*?)::/s.exec(body) ?? [];
  const rest = body.slice(titled.length).trim();
  const [, format = 'moodle'] = /^\[(html|moodle|plain|markdown)\]/.exec(rest) ?? [];
  const begin = indexOfSign(rest, '{');
  if (begin < 0) throw new NotTaken('other-kind', 'description');
  const end = indexOfSign(rest, '}', begin + 1);
  if (end < 0) throw new NotTaken('unreadable', '{');
  const tail = rest.slice(end + 1).trim();
  if (indexOfSign(tail, '{') >= 0) throw new NotTaken('other-kind', 'cloze');
  const before = rest.slice(0, begin).trim();
  const ask = wordsIn(tail ? `${before} _____ ${tail}` : before, format);
  const answers = readAnswers(rest.slice(begin + 1, end).trim(), format);
  const { facts, kind } = readTags(tags);
  const { left, ...said } = contentOfKind(kind, { ...answers, ask });
  return { item: { name: neat(unescape(title)), facts, ...said }, left: [...answers.left, ...left] };
}

type Answers = Omit<Nearest, 'ask'> & { readonly left: readonly Omission[] };

function readAnswers(text: string, format: string): Answers {
  if (text === '') throw new NotTaken('other-kind', 'essay');
  const general = generalFeedback(text);
  const why = wordsIn(general.feedback, format);
  const given = general.rest;
  if (/^(t|true|f|false)\s*(#|$)/i.test(given)) return trueOrFalse(given, why, format);
  if (given.startsWith('#')) throw new NotTaken('other-kind', 'numerical');
  const answers = splitAnswers(given, format);
  if (answers.every(({ isRight }) => isRight)) {
    const pairs = answers.map(({ text: answer }) => pairOf(answer, format));
    if (pairs.some((pair) => !pair)) throw new NotTaken('other-kind', 'shortanswer');
    return { content: { type: 'match', pairs: pairs.map((pair) => pair!) }, notes: [], why, left: [] };
  }
  return choicesOf(answers, why, format);
}

/** What stands behind `####`. */
function generalFeedback(text: string): { readonly rest: string; readonly feedback: string } {
  for (let at = indexOfSign(text, '#'); at >= 0; at = indexOfSign(text, '#', at + 1))
    if (text.startsWith('####', at)) return { rest: text.slice(0, at).trim(), feedback: text.slice(at + 4) };
  return { rest: text, feedback: '' };
}

function trueOrFalse(given: string, why: string, format: string): Answers {
  const isTrue = /^t/i.test(given);
  const notes = given.split('#').slice(1);
  const options = [
    { text: 'Đúng', right: isTrue },
    { text: 'Sai', right: !isTrue },
  ];
  // The first note is for a wrong answer, the second for a right one.
  const [wrong = '', right = ''] = notes.map((note) => wordsIn(note, format));
  return { content: choiceOf(options), notes: isTrue ? [right, wrong] : [wrong, right], why, left: [] };
}

function splitAnswers(given: string, format: string): Answer[] {
  const first = indexOfSign(given, '=~');
  if (first !== 0) throw new NotTaken('unreadable', given.slice(0, 40));
  const answers: Answer[] = [];
  for (let at = 0; at >= 0;) {
    const next = indexOfSign(given, '=~', at + 1);
    const piece = given.slice(at + 1, next < 0 ? undefined : next).trim();
    const [weighed = '', weight] = /^%(-?\d+(?:\.\d+)?)%/.exec(piece) ?? [];
    const words = piece.slice(weighed.length);
    const note = indexOfSign(words, '#');
    answers.push({
      isRight: given[at] === '=',
      weight: weight === undefined ? null : Number(weight),
      text: note < 0 ? words : words.slice(0, note),
      feedback: note < 0 ? '' : wordsIn(words.slice(note + 1), format),
    });
    at = next;
  }
  return answers;
}

function pairOf(answer: string, format: string): { left: string; right: string } | undefined {
  const at = answer.indexOf('->');
  if (at < 0) return undefined;
  return { left: wordsIn(answer.slice(0, at), format), right: wordsIn(answer.slice(at + 2), format) };
}

function choicesOf(answers: readonly Answer[], why: string, format: string): Answers {
  const share = (answer: Answer) => answer.weight ?? (answer.isRight ? 100 : 0);
  // With a sign for the right one, one choice is made; a share for another is half a right answer.
  if (answers.some(({ isRight }) => isRight) && answers.some((one) => !one.isRight && share(one) > 0))
    throw new NotTaken('partial-credit');
  const options = answers.map((answer) => ({ text: wordsIn(answer.text, format), right: share(answer) > 0 }));
  const shares = answers.map(share).filter((value) => value > 0);
  const isSingle = answers.some(({ isRight }) => isRight);
  return {
    content: isSingle ? { type: 'single', options } : choiceOf(options),
    notes: answers.map(({ feedback }) => feedback),
    why,
    left: Math.max(...shares) - Math.min(...shares) > 1 ? ['own-marking'] : [],
  };
}
