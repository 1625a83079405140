/** Half-open range of UTF-16 units of the source. */
export type Span = readonly [start: number, end: number];

/** Words of the source, single-spaced, with the places where they stand; several, where a table or page cut them. */
export interface Quote {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Composed text with the place of every character in the source, which may hold decomposed letters. */
export interface Composed {
  readonly chars: string;
  /** One entry a character and one for the end. */
  readonly at: readonly number[];
}

const MARK = /\p{M}/u;

/** NFC without losing where each character came from: PDF texts mix composed and decomposed letters. */
export function compose(source: string): Composed {
  const parts: string[] = [];
  const at: number[] = [];
  for (let start = 0; start < source.length;) {
    let end = start + 1;
    while (end < source.length && source.charCodeAt(end) > 0x2ff && MARK.test(source.charAt(end))) end += 1;
    const part = end - start === 1 ? source.charAt(start) : source.slice(start, end).normalize('NFC');
    for (let index = 0; index < part.length; index += 1) at.push(start);
    parts.push(part);
    start = end;
  }
  at.push(source.length);
  return { chars: parts.join(''), at };
}

/** Without diacritics, capitals kept, of the same length. */
export function withoutMarks(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const base = text.charAt(index).normalize('NFD').charAt(0);
    return base === 'đ' ? 'd' : base === 'Đ' ? 'D' : base;
  }).join('');
}

const FOLDED = new Map<string, string>();

function foldOne(char: string): string {
  let folded = FOLDED.get(char);
  if (folded === undefined) {
    const base = char.normalize('NFD').charAt(0).toLowerCase();
    folded =
      base === 'đ' || base === 'ð' ? 'd' : /[–—−]/.test(base) ? '-' : /\s/.test(base) ? ' ' : base.charAt(0);
    if (folded === '') folded = ' ';
    FOLDED.set(char, folded);
  }
  return folded;
}

/** Without diacritics and capitals, of the same length, so that what is found in it stands at the same place. */
export function foldSame(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    folded += code > 0x60 && code < 0x7b ? text.charAt(index) : foldOne(text.charAt(index));
  }
  return folded;
}

/** Words of a text, single-spaced, each character with its place in it. */
export interface Run {
  readonly text: string;
  readonly at: readonly number[];
}

export const EMPTY: Run = { text: '', at: [] };

/** The words in these ranges as one run; white space of any length becomes one space. */
export function runOf(chars: string, spans: readonly Span[]): Run {
  let text = '';
  const at: number[] = [];
  for (const [start, end] of spans) {
    let gap = text !== '';
    for (let index = start; index < end; index += 1) {
      const char = chars.charAt(index);
      if (/\s/.test(char)) gap = text !== '';
      else {
        if (gap) {
          text += ' ';
          at.push(index - 1);
        }
        gap = false;
        text += char;
        at.push(index);
      }
    }
  }
  return { text, at };
}

/** Part of a run, without the white space at its edges. */
export function cut(run: Run, from: number, to = run.text.length): Run {
  let start = Math.max(0, from);
  let end = Math.min(to, run.text.length);
  while (start < end && run.text.charAt(start) === ' ') start += 1;
  while (end > start && run.text.charAt(end - 1) === ' ') end -= 1;
  return { text: run.text.slice(start, end), at: run.at.slice(start, end) };
}

/** Several runs, one after another. */
export function join(runs: readonly Run[]): Run {
  const some = runs.filter(({ text }) => text !== '');
  const first = some[0];
  if (!first || some.length === 1) return first ?? EMPTY;
  const at: number[] = [];
  for (const run of some) {
    if (at.length > 0) at.push((run.at[0] ?? 1) - 1);
    at.push(...run.at);
  }
  return { text: some.map(({ text }) => text).join(' '), at };
}

const TRAILING = /[\s.;,:]+$/;

/** Without the full stop, comma or semicolon that closes it. */
export function withoutEnd(run: Run): Run {
  return cut(run, 0, run.text.replace(TRAILING, '').length);
}

/** Where a run stands: neighbouring characters, and those with only white space between them, make one span. */
export function quote(chars: string, run: Run): Quote {
  const spans: [number, number][] = [];
  for (let index = 0; index < run.text.length; index += 1) {
    if (run.text.charAt(index) === ' ') continue;
    const place = run.at[index] ?? 0;
    const last = spans.at(-1);
    if (last && place >= last[1] && (place === last[1] || /^\s*$/.test(chars.slice(last[1], place))))
      last[1] = place + 1;
    else spans.push([place, place + 1]);
  }
  return { text: run.text, spans };
}
