import { groupIn, type Group } from './groups.ts';
import {
  countsIn,
  eachIn,
  percentsIn,
  vagueIn,
  type Measure,
  type Operator,
  type Quantity,
} from './quantities.ts';
import { cut, foldSame, quote, withoutEnd, type Quote, type Run } from './text.ts';

export type TargetFlag = 'over-100-percent' | 'unquantified' | 'two-in-one';
/** What the reader is not sure of. */
export type TargetDoubt = 'group' | 'year' | 'split' | 'range' | 'scanned';

export interface ReadTarget {
  /** The words that promise it. */
  readonly wording: Quote;
  /** Percent points, a number, or a number for each; null where the plan gives none. */
  readonly value: number | null;
  readonly operator: Operator | null;
  readonly measure: Measure;
  /** What the plan says in place of a number. */
  readonly written: Quote | null;
  readonly group: Group | null;
  readonly year: number | null;
  /** Number of the target in its document: `III.1.a`; empty for bullets. */
  readonly number: string;
  /** section: among the targets · task: promised within a task or a duty. */
  readonly origin: 'section' | 'task';
  readonly flags: readonly TargetFlag[];
  readonly doubts: readonly TargetDoubt[];
}

interface Clause {
  readonly run: Run;
  readonly quantity: Quantity | null;
}

const STOPS = /[;]\s/g;

/** One clause for each quantity: parted at semicolons, else at commas or “và”. */
function clausesOf(
  run: Run,
  folded: string,
  found: readonly Quantity[],
): { clauses: Clause[]; sure: boolean } {
  if (found.length <= 1) return { clauses: [{ run, quantity: found[0] ?? null }], sure: true };
  const bounds = [...folded.matchAll(STOPS)].map(({ index }) => index + 1);
  const clauses: Clause[] = [];
  let sure = true;
  let from = 0;
  found.forEach((quantity, index) => {
    const next = found[index + 1];
    if (!next) {
      clauses.push({ run: cut(run, from), quantity });
      return;
    }
    let end = bounds.find((bound) => bound >= quantity.end && bound <= next.start);
    if (end === undefined) {
      sure = false;
      const between = folded.slice(quantity.end, next.start);
      const comma = Math.max(between.lastIndexOf(', '), between.lastIndexOf(' va '));
      end = comma >= 0 ? quantity.end + comma + 1 : next.start;
    }
    clauses.push({ run: cut(run, from, end), quantity });
    from = end;
  });
  return { clauses, sure };
}

export interface TargetPlace {
  readonly number: string;
  readonly origin: 'section' | 'task';
  readonly year: number | null;
  readonly lossy: boolean;
  /** Numbers of people and things count as targets too, not only shares. */
  readonly counts: boolean;
}

/** `Đến hết năm 2026, …`: the year that a clause names for itself. */
export function yearIn(folded: string): number | null {
  const match = /\b(?:nam|n.m|den|het) (20\d{2})\b(?!\s?[-/]\s?\d)/.exec(folded);
  return match ? Number(match[1]) : null;
}

function quantitiesIn(folded: string, counts: boolean): Quantity[] {
  const each = eachIn(folded);
  const free = (quantity: Quantity) =>
    !each.some(({ start, end }) => quantity.start < end && quantity.end > start);
  const percents = percentsIn(folded).filter(free);
  const counted = counts && percents.length === 0 && each.length === 0 ? countsIn(folded) : [];
  return [...percents, ...each, ...counted].sort((a, b) => a.start - b.start);
}

/** The targets that one item promises; none where it promises nothing that can be measured. */
export function targetsIn(chars: string, item: Run, place: TargetPlace): ReadTarget[] {
  const run = withoutEnd(item);
  const folded = foldSame(run.text);
  const found = quantitiesIn(folded, place.counts);
  const vague = found.length === 0 && place.origin === 'section' ? vagueIn(folded) : null;
  if (found.length === 0 && !vague) return [];
  const { clauses, sure } = clausesOf(run, folded, found);
  const own = yearIn(folded);
  return clauses.map(({ run: clause, quantity }) => {
    const said = withoutEnd(clause);
    const words = foldSame(said.text);
    const flags: TargetFlag[] = [];
    if (
      quantity?.measure === 'percent' &&
      (quantity.value > 100 || (quantity.value === 100 && quantity.operator === '>'))
    )
      flags.push('over-100-percent');
    if (!quantity) flags.push('unquantified');
    if (clauses.length > 1 && place.origin === 'section') flags.push('two-in-one');
    const each = quantity?.measure === 'each' ? eachIn(words)[0] : undefined;
    const group = groupIn(each ? words.slice(each.whoStart, each.whoEnd) : words, place.lossy);
    const year = (clauses.length > 1 ? yearIn(words) : own) ?? place.year;
    const doubts: TargetDoubt[] = [];
    if (group === null) doubts.push('group');
    if (year === null) doubts.push('year');
    if (!sure) doubts.push('split');
    if (quantity?.upTo != null) doubts.push('range');
    if (place.lossy) doubts.push('scanned');
    return {
      wording: quote(chars, said),
      value: quantity?.value ?? null,
      operator: quantity?.operator ?? null,
      measure: quantity?.measure ?? 'percent',
      written: vague ? quote(chars, cut(run, vague.start, vague.end)) : null,
      group,
      year,
      number: place.number,
      origin: place.origin,
      flags,
      doubts,
    };
  });
}

const ENDS = /[.:](?=\s)/g;

/** The promises within the words of a task: sentence by sentence, and only those that can be measured. */
export function promisesIn(chars: string, run: Run, place: TargetPlace): ReadTarget[] {
  const folded = foldSame(run.text);
  if (!/%|\bmoi\b/.test(folded)) return [];
  const bounds = [0, ...[...folded.matchAll(ENDS)].map(({ index }) => index + 1), run.text.length];
  return bounds
    .slice(1)
    .flatMap((end, index) =>
      targetsIn(chars, cut(run, bounds[index] ?? 0, end), { ...place, counts: false }),
    );
}
