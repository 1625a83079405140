import { lexer, type Token, type Tokens } from 'marked';
import type { Language } from '#platform/http/context.ts';
import { tidy } from '#platform/text/fold.ts';
import { sentencesOf } from '#platform/text/sentences.ts';
import { type DraftCheck, type DraftLesson, type DraftRead, type DraftStep } from '../domain/draft.ts';
import { refuse } from '../domain/refusals.ts';
import { sayWord } from './say-fault.ts';

/** A place in the text that cannot be brought in. */
export interface MarkdownFault {
  /** 1-based. */
  readonly line: number;
  readonly code:
    | 'no-title'
    | 'no-step'
    | 'too-many-steps'
    | 'before-step'
    | 'picture'
    | 'html'
    | 'table'
    | 'code'
    | 'second-title';
}

interface Section {
  readonly title: string;
  readonly line: number;
  readonly tokens: Token[];
}

const MOST_STEPS = 30;
const NOT_BROUGHT: Readonly<Record<string, MarkdownFault['code']>> = {
  html: 'html',
  table: 'table',
  code: 'code',
  image: 'picture',
};

/**
 * A lesson from Markdown: `#` is the title, text below it the summary; each `##` is a step, its sentences and list items
 * what is said, a quotation (`>`) the tip; a step whose list has boxes (`- [x]`) is a question, and what stands under a
 * box in a list of its own is the answer to who ticks it. The rest of the draft is taken from `blank`.
 *
 * @throws Refusal authoring/markdown-faults with the line of everything that cannot be brought in
 */
export function draftFromMarkdown(language: Language, blank: DraftLesson, text: string): DraftLesson {
  const { draft, faults } = readMarkdown(blank, text);
  if (faults.length === 0) return draft;
  return refuse('markdown-faults', {
    faults: faults.slice(0, 100).map(({ line, code }) => ({
      at: String(line),
      what: sayWord(language, `markdown.${code}`, { line }),
    })),
  });
}

export function readMarkdown(
  blank: DraftLesson,
  text: string,
): { draft: DraftLesson; faults: MarkdownFault[] } {
  const faults: MarkdownFault[] = [];
  const sections: Section[] = [];
  const summary: string[] = [];
  let title: string | undefined;
  let line = 1;
  for (const token of lexer(text.normalize('NFC').replaceAll('\r\n', '\n'))) {
    const at = line;
    line += token.raw.split('\n').length - 1;
    if (token.type === 'space' || token.type === 'hr') continue;
    faults.push(...notBrought(token, at));
    if (token.type === 'heading' && token['depth'] === 1) {
      if (title !== undefined) faults.push({ line: at, code: 'second-title' });
      title ??= plain(token);
    } else if (token.type === 'heading') sections.push({ title: plain(token), line: at, tokens: [] });
    else if (sections.length > 0) sections.at(-1)!.tokens.push(token);
    else if (title !== undefined) summary.push(plain(token));
    else faults.push({ line: at, code: 'before-step' });
  }
  if (title === undefined) faults.push({ line: 1, code: 'no-title' });
  if (sections.length === 0) faults.push({ line: 1, code: 'no-step' });
  if (sections.length > MOST_STEPS) faults.push({ line: sections[MOST_STEPS]!.line, code: 'too-many-steps' });
  const draft = {
    ...blank,
    title: { vi: (title ?? '').slice(0, 300), en: '' },
    summary: { vi: summary.join(' ').slice(0, 300), en: '' },
    steps: sections.slice(0, MOST_STEPS).map(toStep),
  };
  return { draft, faults: faults.toSorted((one, other) => one.line - other.line) };
}

/** What a lesson has no place for, anywhere inside. */
function notBrought(token: Token, line: number): MarkdownFault[] {
  const code = NOT_BROUGHT[token.type];
  if (code) return [{ line, code }];
  let below = line;
  const inside = (token as Partial<Tokens.List>).items ?? (token as Tokens.Generic).tokens ?? [];
  return inside.flatMap((one) => {
    const found = notBrought(one, below);
    below += one.raw.split('\n').length - 1;
    return found;
  });
}

function toStep({ title, tokens }: Section, index: number): DraftStep {
  const items = tokens.flatMap((token) => (token.type === 'list' ? (token as Tokens.List).items : []));
  return items.some(({ task }) => task)
    ? toCheck(`hoi-${index + 1}`, title, tokens, items)
    : toRead(`doc-${index + 1}`, title, tokens);
}

function toRead(id: string, title: string, tokens: readonly Token[]): DraftRead {
  const say: string[] = [];
  const tips: string[] = [];
  for (const token of tokens) {
    if (token.type === 'blockquote') tips.push(plain(token));
    else if (token.type === 'list') say.push(...(token as Tokens.List).items.map(plain));
    else say.push(...sentencesOf(plain(token)));
  }
  // More than a step holds stands in its last sentence, where the editor sees it: nothing is dropped.
  const kept = say.length > 12 ? [...say.slice(0, 11), say.slice(11).join(' ')] : say;
  return {
    id,
    kind: 'read',
    title: title.slice(0, 300),
    picture: null,
    say: kept.map((sentence) => sentence.slice(0, 1000)),
    tip: tips.join(' ').slice(0, 1000),
  };
}

const LETTERS = 'abcdefgh';

function toCheck(
  id: string,
  title: string,
  tokens: readonly Token[],
  items: readonly Tokens.ListItem[],
): DraftCheck {
  const before = tokens.filter(({ type }) => type !== 'list').map(plain);
  const choices = items.slice(0, LETTERS.length).map((item, index) => {
    const below = item.tokens.filter(({ type }) => type === 'list');
    const own = item.tokens.filter(({ type }) => type !== 'list');
    return {
      id: LETTERS[index]!,
      text: own.map(plain).filter(Boolean).join(' ').slice(0, 600),
      picture: null,
      right: item.checked === true,
      feedback: below.map(plain).filter(Boolean).join(' ').slice(0, 1000),
    };
  });
  const right = choices.filter((choice) => choice.right).length;
  return {
    id,
    kind: 'check',
    ask: [title, ...before].join(' ').slice(0, 1000),
    picture: null,
    many: right > 1,
    choices,
  };
}

/** The words alone, without emphasis and links. */
function plain(token: Token): string {
  return tidy(wordsIn(token));
}

function wordsIn(token: Token): string {
  if (token.type === 'checkbox') return '';
  if (token.type === 'br') return ' ';
  const inside: Token[] | undefined =
    (token as Partial<Tokens.List>).items ?? (token as Tokens.Generic).tokens;
  if (inside) return inside.map(wordsIn).join(token.type === 'list' || token.type === 'list_item' ? ' ' : '');
  return 'text' in token ? unescapeHtml(String(token.text)) : '';
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => NAMED[name]!);
