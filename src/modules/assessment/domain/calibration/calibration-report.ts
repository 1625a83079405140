import type { ItemParameters } from '../model.ts';
import { calibrating, type Model, type Progress } from './calibrate.ts';
import { findDif, LEAST_ANSWERS, type DifResult } from './dif.ts';
import { type OptionReport, reportOptions } from './distractors.ts';
import { type Drift, findDrift } from './drift.ts';
import { type ItemFit, fitOf } from './item-fit.ts';
import { type Link, linkScales, moveItem } from './link.ts';
import { type ByOthers, judgeByOthers } from './others.ts';
import { mildPriors } from './priors.ts';
import { type Concern, concernsOf, LEAST_TO_JUDGE, type Recommendation, recommend } from './recommend.ts';
import { packResponses, type Responses } from './responses.ts';
import type { ParameterErrors } from './standard-errors.ts';

export interface BankEntry {
  readonly id: string;
  /** In force, or the author's guess. */
  readonly parameters: ItemParameters;
  /** Of a question with one right choice. */
  readonly choices?: { readonly options: readonly string[]; readonly key: string };
}

/** One person's test. */
export interface Sitting {
  readonly entries: readonly {
    readonly item: number;
    readonly right: boolean;
    /** The chosen option of a question with one right choice; null for "I do not know". */
    readonly option?: string | null;
  }[];
  /** A number that grows with time, such as that of the week. */
  readonly period: number;
  /** Such as `{ age: '60+' }`; what is not known is left out. */
  readonly groups: Readonly<Record<string, string>>;
}

export interface GroupDifference extends Omit<DifResult, 'item'> {
  /** Such as `age`, and the group that is compared with all others, such as `60+`. */
  readonly by: string;
  readonly group: string;
}

export interface ItemReport {
  readonly id: string;
  readonly answers: number;
  /** Share of right answers, 0 to 1. */
  readonly right: number;
  readonly bank: ItemParameters;
  /** On the bank's scale. */
  readonly estimate: ItemParameters;
  readonly errors: ParameterErrors | null;
  readonly fit: ItemFit | null;
  readonly separation: number;
  readonly differences: readonly GroupDifference[];
  readonly drift: Drift | null;
  readonly options: readonly OptionReport[];
  readonly concerns: readonly Concern[];
  readonly recommendation: Recommendation;
}

export interface CalibrationReport {
  readonly model: Model;
  readonly people: number;
  readonly answers: number;
  readonly rounds: number;
  readonly converged: boolean;
  readonly logLikelihood: number;
  /** How the new scale was brought to the bank's; null with too few well-known items, the scale is then N(0, 1). */
  readonly link: (Omit<Link, 'anchors'> & { readonly anchors: number }) | null;
  /** Groups that were compared, by kind. */
  readonly compared: Readonly<Record<string, readonly string[]>>;
  /** Only items that were answered. */
  readonly items: readonly ItemReport[];
}

const STANDARD = { mean: 0, sd: 1 };
const NODES = 41;

/** All that answers say about a bank. Yields progress, so that others get their turn. */
export function* reportingBank(
  bank: readonly BankEntry[],
  sittings: readonly Sitting[],
  model: Model,
): Generator<Progress | { readonly stage: 'fairness'; readonly by: string }, CalibrationReport, undefined> {
  const data = packResponses(
    bank.length,
    sittings.map(({ entries }) => entries),
  );
  const priors = bank.map(({ parameters }) =>
    mildPriors(parameters.difficulty, model === '3PL' ? parameters.guessing : 0),
  );
  const fitted = yield* calibrating(data, {
    model,
    priors,
    start: bank.map(({ parameters }) => parameters),
    nodes: NODES,
    tolerance: 1e-3,
  });
  const others = judgeByOthers(data, fitted.items, fitted.grid.nodes, () => STANDARD);
  const drifts = findDrift(data, others, (row) => sittings[row]!.period);
  const compared = comparisons(sittings);
  const differences: (GroupDifference & { item: number })[] = [];
  for (const [by, groups] of Object.entries(compared)) {
    for (const group of groups) {
      yield { stage: 'fairness', by: `${by}: ${group}` };
      const found = findDif(data, fitted.items, fitted.grid, (row) => {
        const own = sittings[row]!.groups[by];
        return own === undefined ? undefined : own === group ? 'focal' : 'reference';
      });
      differences.push(...found.map((one) => ({ ...one, by, group })));
    }
  }
  const answered = tally(data, others, sittings);
  const judged = [...bank.keys()].filter((item) => answered[item]!.count >= LEAST_TO_JUDGE);
  const link = linkScales(
    fitted.items,
    bank.map(({ parameters }) => parameters),
    judged,
  );
  const items = bank.flatMap(({ id, parameters, choices }, item): ItemReport[] => {
    const own = answered[item]!;
    if (own.count === 0) return [];
    const estimate = link ? moveItem(link, fitted.items[item]!) : fitted.items[item]!;
    const raw = fitted.errors[item] ?? null;
    const slope = link?.slope ?? 1;
    const errors = raw && {
      ...raw,
      discrimination: raw.discrimination / slope,
      difficulty: raw.difficulty * slope,
    };
    const evidence = {
      answers: own.count,
      bank: parameters,
      estimate,
      errors,
      fit: fitOf(fitted, item),
      separation: own.separation,
      dif: differences.filter((one) => one.item === item),
      drift: drifts[item],
      options: choices ? reportOptions(choices.options, choices.key, own.choices) : [],
    };
    const concerns = concernsOf(evidence);
    return [
      {
        id,
        answers: own.count,
        right: own.right / own.count,
        bank: parameters,
        estimate,
        errors,
        fit: evidence.fit ?? null,
        separation: own.separation,
        differences: evidence.dif.map(({ item: _, ...one }) => one),
        drift: drifts[item] ?? null,
        options: evidence.options,
        concerns,
        recommendation: recommend(concerns),
      },
    ];
  });
  return {
    model,
    people: sittings.length,
    answers: data.items.length,
    rounds: fitted.rounds,
    converged: fitted.converged,
    logLikelihood: fitted.logLikelihood,
    link: link ? { slope: link.slope, shift: link.shift, anchors: link.anchors.length } : null,
    compared,
    items,
  };
}

/** Groups large enough to be compared with all others of their kind; of two groups, one comparison says it all. */
function comparisons(sittings: readonly Sitting[]): Record<string, string[]> {
  const sizes = new Map<string, Map<string, number>>();
  for (const { groups } of sittings) {
    for (const [by, group] of Object.entries(groups)) {
      const own = sizes.get(by) ?? new Map<string, number>();
      own.set(group, (own.get(group) ?? 0) + 1);
      sizes.set(by, own);
    }
  }
  return Object.fromEntries(
    [...sizes].sort().flatMap(([by, own]) => {
      const large = [...own]
        .filter(([, people]) => people >= LEAST_ANSWERS)
        .toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
        .map(([group]) => group);
      if (own.size < 2 || large.length === 0) return [];
      return [[by, own.size === 2 ? large.slice(-1) : large]];
    }),
  );
}

interface Tally {
  count: number;
  right: number;
  separation: number;
  readonly choices: { option: string | null; ability: number }[];
}

function tally(data: Responses, { abilities }: ByOthers, sittings: readonly Sitting[]): Tally[] {
  const sums = Array.from({ length: data.itemCount }, () => ({ ability: 0, square: 0, product: 0 }));
  const tallies: Tally[] = sums.map(() => ({ count: 0, right: 0, separation: 0, choices: [] }));
  for (const [row, { entries }] of sittings.entries()) {
    for (const [place, { item, right, option }] of entries.entries()) {
      const ability = abilities[data.starts[row]! + place]!;
      const own = tallies[item]!;
      own.count += 1;
      own.right += right ? 1 : 0;
      if (option !== undefined) own.choices.push({ option, ability });
      const sum = sums[item]!;
      sum.ability += ability;
      sum.square += ability ** 2;
      if (right) sum.product += ability;
    }
  }
  for (const [item, own] of tallies.entries()) {
    const { ability, square, product } = sums[item]!;
    const spread = Math.sqrt(
      Math.max(0, (own.count * square - ability ** 2) * (own.count * own.right - own.right ** 2)),
    );
    own.separation = spread > 0 ? (own.count * product - ability * own.right) / spread : 0;
  }
  return tallies;
}
