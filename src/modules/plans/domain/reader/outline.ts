import { startsField } from './fields.ts';
import type { Line, Page } from './lines.ts';
import { markerOf, type Marker, type Style } from './markers.ts';
import { EMPTY, foldSame, runOf, type Run, type Span } from './text.ts';

/** A heading, an item or a paragraph of the document. */
export interface Node {
  readonly index: number;
  readonly style: Style;
  /** Its own number: `III`, `1.2`, `(3)`, `a`; empty for bullets and paragraphs. */
  readonly label: string;
  readonly parent: number | null;
  readonly children: number[];
  /** What it says, without its number and without what stands below it. */
  readonly own: Run;
  /** Where its first line begins. */
  readonly start: number;
}

export interface Outline {
  readonly nodes: readonly Node[];
  /** Lines before the first heading. */
  readonly head: readonly Line[];
  /** Lines after the closing sign, but for annexes: addressees and signature. */
  readonly tail: readonly Line[];
}

const RANK: Partial<Record<Style, number>> = { annex: 0, part: 1, roman: 2, arabic: 3, dotted: 3 };
const rankOf = ({ style, dots }: Pick<Marker, 'style' | 'dots'>) => {
  const rank = RANK[style];
  return rank === undefined ? null : rank + (style === 'dotted' ? dots : 0);
};

const CLOSES = /[.…]\s?\/\s?[.…]\s*$/;
const SENTENCE_END = /[.;!?…:]["”’')\]]*$/;

interface Open {
  readonly index: number;
  readonly style: Style;
  readonly rank: number | null;
}

/** Does this unmarked line carry on the paragraph before it? */
function carriesOn(page: Page, before: Line, line: Line): boolean {
  if (!page.wrapped) return false;
  const end = before.text;
  if (end.endsWith(':') || startsField(line.text)) return false;
  const lower = /^\p{Ll}/u.test(line.text);
  const sentenceOver = SENTENCE_END.test(end);
  if (!page.spaced && line.apart && (sentenceOver || !lower)) return false;
  if (sentenceOver && end.length < page.width * 0.85 && !lower) return false;
  // A short line that ends nothing is a heading or a label; what begins with a capital after it is something new.
  if (!sentenceOver && end.length < page.width * 0.6 && !lower && !/[,\-–]$/.test(end)) return false;
  return true;
}

const PAGE_NUMBER = /^[-–—\s]*\d{1,3}[-–—\s]*$/;

/** A hyphen at the start of a line may belong to a name that the line break cut: “chính trị ⏎ - xã hội”. */
function isCutName(marker: Marker, before: Line | undefined, line: Line): boolean {
  return (
    marker.style === 'bullet' &&
    before !== undefined &&
    /^[-–]\s*\p{Ll}/u.test(line.text) &&
    !SENTENCE_END.test(before.text) &&
    before.text.length > 30
  );
}

/** `Phần I` alone in its line: its title stands in the next. */
const isBareHeading = (node: { style: Style; spans: readonly Span[] } | undefined) =>
  node?.style === 'part' && node.spans.every(([start, end]) => start === end);

/** Headings, items and paragraphs with their places below one another. `skip` holds what tables are read from. */
export function outlineOf(chars: string, page: Page, skip: ReadonlySet<Line>): Outline {
  const nodes: (Node & { own: Run; spans: Span[] })[] = [];
  const head: Line[] = [];
  const tail: Line[] = [];
  const stack: Open[] = [];
  let closed = false;
  let before: Line | undefined;

  const push = (marker: Pick<Marker, 'style' | 'label' | 'length' | 'dots'>, line: Line) => {
    const parent = stack.at(-1)?.index ?? null;
    const index = nodes.length;
    const from = line.start + marker.length;
    nodes.push({
      index,
      style: marker.style,
      label: marker.label,
      parent,
      children: [],
      own: EMPTY,
      start: line.start,
      spans: [[Math.min(from, line.end), line.end]],
    });
    if (parent !== null) nodes[parent]?.children.push(index);
    stack.push({ index, style: marker.style, rank: rankOf(marker) });
  };

  for (const line of page.lines) {
    if (skip.has(line)) {
      before = undefined;
      continue;
    }
    const marker = markerOf(line.text);
    if (marker?.style === 'annex') closed = false;
    if (closed) {
      tail.push(line);
      continue;
    }
    if (PAGE_NUMBER.test(line.text) && line.apart) continue;
    if (marker && !isCutName(marker, before, line)) {
      const rank = rankOf(marker);
      if (nodes.length === 0 && rank === null) {
        head.push(line);
        continue;
      }
      if (rank !== null) while (stack.length > 0 && (stack.at(-1)?.rank ?? 9) >= rank) stack.pop();
      else {
        const top = stack.at(-1);
        const holds = top?.style === 'text' && nodes[top.index]?.spans.at(-1) && before?.text.endsWith(':');
        if (top?.style === 'text' && !holds) stack.pop();
        const same = stack.findLastIndex(({ style }) => style === marker.style);
        const fixed = stack.findLastIndex((open) => open.rank !== null);
        if (same > fixed) stack.length = same;
      }
      push(marker, line);
    } else if (nodes.length === 0) head.push(line);
    else if (isBareHeading(nodes.at(-1))) nodes.at(-1)?.spans.push([line.start, line.end]);
    else if (before && carriesOn(page, before, line)) nodes.at(-1)?.spans.push([line.start, line.end]);
    else {
      if (stack.at(-1)?.style === 'text') stack.pop();
      push({ style: 'text', label: '', length: 0, dots: 0 }, line);
    }
    before = line;
    if (CLOSES.test(line.text) || /^noi nh.{1,2}n\s*:/.test(foldSame(line.text))) closed = true;
  }
  for (const node of nodes) node.own = runOf(chars, node.spans);
  return { nodes, head, tail };
}

/** Everything below a node, in the order of the document. */
export function below(outline: Outline, node: Node): Node[] {
  const all: Node[] = [];
  const visit = (index: number) => {
    const child = outline.nodes[index];
    if (!child) return;
    all.push(child);
    child.children.forEach(visit);
  };
  node.children.forEach(visit);
  return all;
}

/** A node and those above it, the nearest first. */
export function above(outline: Outline, node: Node): Node[] {
  const all = [node];
  for (let at = node.parent; at !== null;) {
    const parent = outline.nodes[at];
    if (!parent) break;
    all.push(parent);
    at = parent.parent;
  }
  return all;
}
