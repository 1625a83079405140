import { splitFields, type Field } from './fields.ts';
import type { Node, Outline } from './outline.ts';
import { above, below } from './outline.ts';
import { cut, foldSame, join, type Run } from './text.ts';

/** Who does what until when, as found below one heading. */
export type Assignment = Map<Field, Run>;

export interface Assignments {
  /** Headings and items with an assignment of their own. */
  readonly of: ReadonlyMap<number, Assignment>;
  /** Nodes that are part of an assignment and say nothing else. */
  readonly fieldNodes: ReadonlySet<number>;
  /** What a node says before its assignment begins. */
  readonly before: ReadonlyMap<number, Run>;
}

const GIVES =
  /\bgiao (?:cho )?(.{3,140}?)(?: la (?:don vi|co quan))? chu tri\b(?:,? (?:va )?(?:phoi hop(?: (?:voi|cung))?|cung) (.{3,240}?))?(?=[.;]|$|,? (?:thuc hien|trien khai|to chuc|xay dung|tham muu|hoan thanh|xong|bao cao|huong dan|theo doi)\b)/;
const DONE = /\b(?:hoan thanh|xong|thuc hien xong) ((?:truoc|trong|vao|cham nhat|den het)\b[^.;]{3,80})/;

/** `Giao A chủ trì, phối hợp với B …; hoàn thành trước ngày …`: an assignment as a sentence. */
function sentenceIn(run: Run): { before: Run; found: Assignment } | null {
  const folded = foldSame(run.text);
  const match = GIVES.exec(folded);
  if (!match?.[1]) return null;
  const found: Assignment = new Map();
  const place = (words: string, from: number) => {
    const start = folded.indexOf(words, from);
    return cut(run, start, start + words.length);
  };
  found.set('lead', place(match[1], match.index));
  if (match[2]) found.set('coordinating', place(match[2], match.index + match[0].lastIndexOf(match[2])));
  const done = DONE.exec(folded.slice(match.index));
  if (done?.[1]) found.set('deadline', place(done[1], match.index + done.index));
  return { before: cut(run, 0, match.index), found };
}

function add(to: Assignment, field: Field, value: Run): void {
  const had = to.get(field);
  to.set(field, had && had.text !== '' ? join([had, value]) : value);
}

/** Finds every assignment and the heading that it belongs to: the nearest one above that is no field itself. */
export function assignmentsIn(outline: Outline, lossy: boolean): Assignments {
  const of = new Map<number, Assignment>();
  const before = new Map<number, Run>();
  const fieldNodes = new Set<number>();
  const taken = new Set<number>();
  const owner = (node: Node): number | null =>
    above(outline, node)
      .slice(1)
      .find(({ index, style }) => !fieldNodes.has(index) && style !== 'text' && style !== 'annex')?.index ??
    null;
  const give = (index: number | null): Assignment | null => {
    if (index === null) return null;
    let found = of.get(index);
    if (!found) of.set(index, (found = new Map()));
    return found;
  };

  for (const node of outline.nodes) {
    if (taken.has(node.index)) continue;
    const heading = node.style === 'roman' || node.style === 'part' || node.style === 'annex';
    if (heading) continue;
    const { before: rest, parts } = splitFields(node.own, lossy);
    const sentence = parts.length === 0 ? sentenceIn(node.own) : null;
    if (parts.length === 0 && !sentence) continue;
    const said = sentence ? sentence.before : rest;
    const whole = said.text.replace(/[^\p{L}]/gu, '') === '';
    // A numbered heading that is called “Nội dung …” is a heading, unless it is lettered or a paragraph.
    if (
      whole &&
      parts.every(({ field }) => field === 'content' || field === 'assignment') &&
      (node.style === 'arabic' || node.style === 'dotted')
    )
      continue;
    if (whole) fieldNodes.add(node.index);
    else before.set(node.index, said);
    const target = give(whole ? owner(node) : node.index);
    if (!target) continue;
    if (sentence) for (const [field, value] of sentence.found) add(target, field, value);
    parts.forEach(({ field, value }, index) => {
      const inner = index === parts.length - 1 && whole ? below(outline, node) : [];
      const lines: Run[] = [value];
      for (const child of inner) {
        const own = splitFields(child.own, lossy);
        // Below “Phân công thực hiện” stand fields of their own.
        if (own.parts.length > 0 && own.before.text === '') break;
        if (field === 'assignment') continue;
        lines.push(child.own);
        taken.add(child.index);
        fieldNodes.add(child.index);
      }
      add(target, field, join(lines));
    });
  }
  for (const [index, found] of of) {
    const line = found.get('assignment');
    if (line && line.text !== '' && !found.has('lead')) {
      const sentence = sentenceIn(line);
      if (sentence) for (const [field, value] of sentence.found) found.set(field, value);
      else if (!/chu tri|phoi hop/.test(foldSame(line.text))) found.set('lead', line);
    }
    found.delete('assignment');
    if (found.size === 0) of.delete(index);
  }
  return { of, fieldNodes, before };
}
