import { childOf, childrenOf, findAll, type Markup, textOf } from '#platform/text/markup.ts';
import { neat } from '#platform/text/markup-words.ts';
import {
  choiceOf,
  type Content,
  type Exchanged,
  NotTaken,
  type Omission,
  readEach,
  type Reading,
} from './exchanged.ts';
import { contentOfKind, type Nearest } from './nearest.ts';
import { wordsOfHtml, wordsOfLines } from './plain-words.ts';
import { readTags } from './tags.ts';

/**
 * Reads a question bank in the XML of Moodle: one or several right choices, true or false, matching, ordering.
 *
 * @see https://docs.moodle.org/en/Moodle_XML_format
 * @throws NotTaken unreadable when it is another sort of XML
 */
export function readMoodle(quiz: Markup): Reading {
  if (quiz.name !== 'quiz') throw new NotTaken('unreadable', quiz.name.slice(0, 40));
  const questions = childrenOf(quiz, 'question').filter(
    ({ attributes }) => attributes['type'] !== 'category',
  );
  return readEach(
    questions,
    (question, index) => ({ line: question.line, question: index + 1, ...named(nameOf(question)) }),
    readQuestion,
  );
}

const named = (name: string) => (name ? { name } : {});
const nameOf = (question: Markup): string => {
  const name = childOf(question, 'name');
  return name ? neat(textOf(name)).slice(0, 120) : '';
};

/** The words of an element that holds `<text>`, by the format it names. @throws NotTaken */
function wordsIn(node: Markup | undefined): string {
  const text = node && childOf(node, 'text');
  if (!text) return '';
  const format = node.attributes['format'] ?? 'html';
  if (format === 'plain_text' || format === 'markdown') return neat(textOf(text));
  return format === 'html' ? wordsOfHtml(textOf(text)) : wordsOfLines(textOf(text));
}

function readQuestion(question: Markup): { item: Exchanged; left: Omission[] } {
  const type = question.attributes['type'] ?? '';
  // A file within a question is a picture or a recording that its text shows.
  if (findAll(question, ({ name }) => name === 'file').length > 0) throw new NotTaken('picture');
  const { content, notes, left } = contentIn(question, type);
  const tags = findAll(question, ({ name }) => name === 'tag').map((tag) => neat(textOf(tag)));
  const { facts, kind } = readTags(tags);
  const said = contentOfKind(kind, {
    ask: wordsIn(childOf(question, 'questiontext')),
    why: wordsIn(childOf(question, 'generalfeedback')),
    content,
    notes,
  });
  return {
    item: { name: nameOf(question), facts, ask: said.ask, why: said.why, content: said.content },
    left: [...left, ...said.left, ...(childOf(question, 'hint') ? (['hints'] as const) : [])],
  };
}

type Read = Pick<Nearest, 'content' | 'notes'> & { readonly left: readonly Omission[] };

function contentIn(question: Markup, type: string): Read {
  const answers = childrenOf(question, 'answer');
  if (type === 'matching') {
    const pairs = childrenOf(question, 'subquestion').map((sub) => ({
      left: wordsIn(sub),
      right: plainAnswer(childOf(sub, 'answer')),
    }));
    return { content: { type: 'match', pairs }, notes: [], left: [] };
  }
  if (type === 'ordering')
    return { content: { type: 'order', sequence: answers.map(wordsIn) }, notes: [], left: [] };
  if (type === 'multichoice' || type === 'truefalse') return choicesIn(question, answers, type);
  throw new NotTaken('other-kind', type.slice(0, 40));
}

/** The right side of a pair is text without a format. */
const plainAnswer = (answer: Markup | undefined): string => {
  const text = answer && childOf(answer, 'text');
  return text ? neat(textOf(text)) : '';
};

const TRUTH: Readonly<Record<string, string>> = { true: 'Đúng', false: 'Sai' };

function choicesIn(question: Markup, answers: readonly Markup[], type: string): Read {
  const shares = answers.map(({ attributes }) => {
    const share = Number(attributes['fraction'] ?? 0);
    if (!Number.isFinite(share)) throw new NotTaken('bad-number', attributes['fraction']!.slice(0, 20));
    return share;
  });
  const single = childOf(question, 'single');
  const isSingle = type === 'truefalse' || (single !== undefined && /^(true|1)$/.test(textOf(single).trim()));
  const right = shares.filter((share) => share > 0);
  if (isSingle && right.length > 1) throw new NotTaken('partial-credit');
  const options = answers.map((answer, at) => {
    const words = wordsIn(answer);
    return { text: (type === 'truefalse' && TRUTH[words]) || words, right: shares[at]! > 0 };
  });
  const content: Content = isSingle ? { type: 'single', options } : choiceOf(options);
  return {
    content,
    notes: answers.map((answer) => wordsIn(childOf(answer, 'feedback'))),
    left: Math.max(...right) - Math.min(...right) > 1 ? ['own-marking'] : [],
  };
}
