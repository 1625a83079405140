import type { Span } from './text.ts';

/** A line of the source without its white space at the edges. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stood after its last word: many converters leave it where a sentence goes on. */
  readonly open: boolean;
  /** White space stood before its first word. */
  readonly indented: boolean;
  /** An empty line stands before it. */
  readonly apart: boolean;
  /** Cells of a table row, where the text separates them by tabs or bars. */
  readonly cells: readonly Span[] | null;
}

export interface Page {
  readonly lines: readonly Line[];
  /** Length that full lines have: the ninetieth of a hundred. */
  readonly width: number;
  /** Lines are wrapped: a paragraph runs over several. Otherwise each line is one. */
  readonly wrapped: boolean;
  /** Most lines have an empty one after them, so that empty lines say nothing about paragraphs. */
  readonly spaced: boolean;
}

function cellsOf(chars: string, start: number, end: number): Span[] | null {
  const text = chars.slice(start, end);
  const separator = text.includes('\t') ? '\t' : (text.match(/\|/g)?.length ?? 0) >= 2 ? '|' : null;
  if (!separator) return null;
  const cells: [number, number][] = [];
  let from = start;
  for (let index = start; index <= end; index += 1)
    if (index === end || chars.charAt(index) === separator) {
      cells.push([from, index]);
      from = index + 1;
    }
  // Bars at both edges, as in Markdown, hold no cell.
  if (separator === '|') {
    const blank = (cell: Span | undefined) =>
      cell !== undefined && chars.slice(cell[0], cell[1]).trim() === '';
    if (text.trimStart().startsWith('|') && blank(cells[0])) cells.shift();
    if (text.trimEnd().endsWith('|') && blank(cells.at(-1))) cells.pop();
  }
  return cells.length > 1 ? cells : null;
}

/** The lines that say something. */
export function readLines(chars: string): Page {
  const lines: Line[] = [];
  let apart = true;
  let position = 0;
  for (const raw of chars.split(/\n|\f|\r(?!\n)/)) {
    const from = position;
    position += raw.length + 1;
    const text = raw.trim();
    if (text === '') {
      apart = true;
      continue;
    }
    const start = from + (raw.length - raw.trimStart().length);
    const end = from + raw.trimEnd().length;
    lines.push({
      text,
      start,
      end,
      open: raw.length > raw.trimEnd().length && !raw.endsWith('\r'),
      indented: start > from,
      apart,
      cells: cellsOf(chars, from, from + raw.length),
    });
    apart = false;
  }
  const lengths = lines
    .filter(({ cells }) => !cells)
    .map(({ text }) => text.length)
    .sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const spaced = lines.filter((line) => line.apart).length > lines.length * 0.6;
  return { lines, width, wrapped: width > 0 && width <= 130, spaced };
}
