import { wordsAt, type PlanReading } from './read-plan.ts';
import { skeleton } from './scanned.ts';
import { similarity } from './similar.ts';
import { foldSame, type Quote, type Span } from './text.ts';

/** Where words stand in the source; in plans of our own writing the words themselves. */
export type Place = readonly Span[] | string;

/** What a person read in a plan: facts and places, and of other people's plans no words. */
export interface Gold {
  /** File name and digest of the text that the places are meant for. */
  readonly source: string;
  readonly sha256: string;
  readonly header: {
    readonly issuer: Place | null;
    readonly number: string | null;
    readonly date: string | null;
    readonly title: Place | null;
    readonly bases: readonly { readonly number: string; readonly date: string | null }[];
    readonly period: { readonly from: number; readonly to: number } | null;
  };
  readonly targets: readonly {
    readonly spans: Place;
    readonly operator: string | null;
    readonly value: number | null;
    readonly measure: string;
    readonly group: string | null;
    readonly year: number | null;
    readonly flags: readonly string[];
    readonly origin: string;
  }[];
  readonly tasks: readonly {
    readonly number: string;
    readonly title: Place;
    readonly lead: Place | null;
    readonly coordinating: Place | null;
    readonly deadline:
      | ({ readonly spans: Place; readonly kind: string } & Record<
          'from' | 'due' | 'rrule' | 'dependsOn',
          string | null
        > & {
            readonly tentative: boolean;
          })
      | null;
    readonly product?: Place | null;
  }[];
}

/** Right ones, ones that should be there, ones that were read. */
export interface Tally {
  right: number;
  wanted: number;
  read: number;
}

export type Scores = Record<string, Tally>;
export interface Scored {
  readonly scores: Scores;
  /** Each difference in one line: what was wanted, what was read. */
  readonly misses: readonly string[];
}

const same = (text: string) =>
  foldSame(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** How much of the shorter one the two have in common, 0 to 1. */
function overlap(a: readonly Span[], b: readonly Span[]): number {
  const length = (spans: readonly Span[]) => spans.reduce((sum, [start, end]) => sum + end - start, 0);
  let common = 0;
  for (const [s, e] of a) for (const [t, f] of b) common += Math.max(0, Math.min(e, f) - Math.max(s, t));
  return common / Math.max(1, Math.min(length(a), length(b)));
}

/** Compares what was read with what a person read. */
export function scorePlan(source: string, reading: PlanReading, gold: Gold): Scored {
  const scores: Scores = {};
  const misses: string[] = [];
  const tally = (field: string, wanted: boolean, read: boolean, right: boolean, says: () => string) => {
    const count = (scores[field] ??= { right: 0, wanted: 0, read: 0 });
    if (wanted) count.wanted += 1;
    if (read) count.read += 1;
    if (right) count.right += 1;
    if ((wanted || read) && !(right && wanted === read)) misses.push(`${field}: ${says()}`);
  };
  /** Both absent is right without being counted. */
  const compare = (field: string, wanted: string | null, read: string | null, about: string) =>
    tally(
      field,
      wanted !== null,
      read !== null,
      wanted !== null && wanted === read,
      () => `${about} “${wanted}” ≠ “${read}”`,
    );
  const said = (place: Place) => (typeof place === 'string' ? place : wordsAt(source, place));
  const words = (place: Place | null | undefined) => (place ? same(said(place)) : null);
  const meets = (place: Place, read: Quote) =>
    typeof place === 'string'
      ? similarity(same(place), same(read.text)) > 0.7
      : overlap(place, read.spans) > 0.5;

  const { header } = gold;
  compare('header: issuer', words(header.issuer), words(reading.header.issuer?.spans), '');
  compare('header: number', header.number, reading.header.number?.text ?? null, '');
  compare('header: date', header.date, reading.header.date?.iso ?? null, '');
  compare('header: title', words(header.title), words(reading.header.title?.spans), '');
  const period = (from?: { from: number; to: number } | null) => (from ? `${from.from}-${from.to}` : null);
  compare('header: period', period(header.period), period(reading.header.period), '');
  const bases = new Map(reading.header.bases.map((basis) => [basis.number, basis.date]));
  for (const basis of header.bases)
    tally(
      'legal bases',
      true,
      bases.has(basis.number),
      bases.get(basis.number) === basis.date,
      () => `${basis.number} ${basis.date} ≠ ${bases.get(basis.number)}`,
    );
  for (const number of bases.keys())
    if (!header.bases.some((basis) => basis.number === number))
      tally('legal bases', false, true, false, () => `${number} was invented`);

  const open = new Set(reading.targets);
  for (const target of gold.targets) {
    const hit = [...open].find(
      (read) =>
        read.value === target.value &&
        read.operator === target.operator &&
        read.year === target.year &&
        read.measure === target.measure &&
        meets(target.spans, read.wording),
    );
    tally(
      'targets',
      true,
      hit !== undefined,
      hit !== undefined,
      () =>
        `${target.operator} ${target.value} ${target.measure} ${target.year} “${said(target.spans).slice(0, 60)}” was missed`,
    );
    if (!hit) continue;
    open.delete(hit);
    tally(
      'target: group',
      true,
      true,
      target.group === hit.group,
      () => `${target.group} ≠ ${hit.group} “${said(target.spans).slice(0, 40)}”`,
    );
    compare('target: wording', words(target.spans), words(hit.wording.spans), '');
    compare(
      'target: flags',
      target.flags.join() || null,
      hit.flags.join() || null,
      said(target.spans).slice(0, 40),
    );
    compare('target: origin', target.origin, hit.origin, '');
  }
  for (const read of open)
    tally(
      'targets',
      false,
      true,
      false,
      () =>
        `invented ${read.operator} ${read.value} ${read.measure} ${read.year} ${read.origin} “${read.wording.text.slice(0, 80)}”`,
    );

  const left = new Set(reading.tasks);
  for (const task of gold.tasks) {
    const wanted = words(task.title) ?? '';
    const hit = [...left].find(
      (read) => read.number === task.number && similarity(same(read.title.text), wanted) >= 0.8,
    );
    tally('tasks', true, hit !== undefined, hit !== undefined, () => {
      const near = reading.tasks.find(({ number }) => number === task.number);
      return `${task.number} “${wanted.slice(0, 60)}” was missed; read “${near ? same(near.title.text).slice(0, 90) : null}”`;
    });
    if (!hit) continue;
    left.delete(hit);
    compare('task: title', wanted, same(hit.title.text), task.number);
    compare('task: lead', words(task.lead), words(hit.lead?.spans), task.number);
    compare('task: coordinating', words(task.coordinating), words(hit.coordinating?.spans), task.number);
    compare('task: deadline, words', words(task.deadline?.spans), words(hit.deadline?.spans), task.number);
    const facts = (
      from:
        | {
            kind: string;
            from: string | null;
            due: string | null;
            rrule: string | null;
            tentative: boolean;
            dependsOn: string | null;
          }
        | null
        | undefined,
    ) =>
      from ? [from.kind, from.from, from.due, from.rrule, from.tentative, from.dependsOn].join(' ') : null;
    compare('task: deadline', facts(task.deadline), facts(hit.deadline), task.number);
    if (task.product !== undefined)
      compare('task: product', words(task.product), words(hit.product?.spans), task.number);
  }
  for (const read of left)
    tally('tasks', false, true, false, () => `invented ${read.number} “${read.title.text.slice(0, 80)}”`);
  return { scores, misses };
}

/** Do a clean text and a scan of it name the same units? Diacritics, and what scanners put for vowels, do not count. */
export function sameUnits(clean: string, scanned: string): boolean {
  return similarity(skeleton(clean), skeleton(scanned)) >= 0.9;
}
