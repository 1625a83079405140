import type { Bank } from './bank.ts';
import type { RuleSet } from './rules.ts';
import type { SimulatedPerson, Simulation } from './simulate.ts';

/** How well a rule set and a bank did in a simulation. Shares lie in [0, 1], abilities are in logits. */
export interface SimulationSummary {
  readonly people: number;
  /** Share classified rightly, by the mark of a fixed test, by P(θ̄ ≥ cut) ≥ 0.5 otherwise, over everybody. */
  readonly accuracy: number;
  /** The same over people at least `FAR` from the cut. */
  readonly accuracyFar: number;
  readonly meanLength: number;
  readonly medianLength: number;
  /** Share who took the longest test. */
  readonly longest: number;
  /** Mean of estimate − truth, and its root mean square. */
  readonly bias: number;
  readonly rmse: number;
  readonly maxExposure: number;
  /** Share of items shown to fewer than one person in a hundred. */
  readonly unusedItems: number;
  /** Mean share of a test that another person's test holds too. */
  readonly overlap: number;
  readonly verdicts: {
    readonly passed: number;
    readonly notPassed: number;
    readonly notEnoughEvidence: number;
  };
  /** Of those passed: share truly at or above the cut; of those not passed: truly below. */
  readonly passedRightly: number;
  readonly notPassedRightly: number;
  /** Domain abilities: root mean square error of the estimate, logits, over all domains. */
  readonly domainRmse: number;
  /** Share of domain verdicts told (passed or not passed), and of those the share that is true. */
  readonly domainTold: number;
  readonly domainRight: number;
  /** Per domain: items a test on average, fewest in any test, share of people told 'unknown'. */
  readonly domains: readonly { domain: string; meanItems: number; fewestItems: number; unknown: number }[];
}

/** Distance from the cut from which a wrong verdict is no longer a matter of luck, logits. */
export const FAR = 0.25;

/** Sums up a simulation. Of no people every figure is NaN. */
export function summarise(bank: Bank, rules: RuleSet, { people, exposure }: Simulation): SimulationSummary {
  const isAble = (person: SimulatedPerson) => person.ability >= rules.cut;
  const isClassifiedRightly = (person: SimulatedPerson) => isDecidedRightly(rules, person);
  const lengths = people.map(({ items }) => items.length);
  const errors = people.map(({ ability, result }) => result.ability.mean - ability);
  const meanLength = mean(lengths);
  const passed = people.filter(({ result }) => result.verdict === 'passed');
  const notPassed = people.filter(({ result }) => result.verdict === 'not-passed');

  const told = people.flatMap(({ domains, result }) =>
    result.domains.flatMap((entry, position) =>
      entry.level === 'unknown'
        ? []
        : [(entry.level === 'learn-more') === (domains[position] ?? NaN) < rules.cut ? 1 : 0],
    ),
  );
  const domainErrors = people.flatMap(({ domains, result }) =>
    result.domains.map((entry, position) => (entry.ability?.mean ?? NaN) - (domains[position] ?? NaN)),
  );

  return {
    people: people.length,
    accuracy: share(people, isClassifiedRightly),
    accuracyFar: share(
      people.filter(({ ability }) => Math.abs(ability - rules.cut) >= FAR),
      isClassifiedRightly,
    ),
    meanLength,
    medianLength: [...lengths].sort((one, other) => one - other)[people.length >> 1] ?? NaN,
    longest: share(lengths, (length) => length >= rules.maxItems),
    bias: mean(errors),
    rmse: Math.sqrt(mean(errors.map((error) => error ** 2))),
    maxExposure: Math.max(...exposure),
    unusedItems: share(exposure, (rate) => rate < 0.01),
    // Σ rate² is the mean number of items two people have in common.
    overlap: exposure.reduce((sum, rate) => sum + rate ** 2, 0) / meanLength,
    verdicts: {
      passed: passed.length / people.length,
      notPassed: notPassed.length / people.length,
      notEnoughEvidence: (people.length - passed.length - notPassed.length) / people.length,
    },
    passedRightly: share(passed, isAble),
    notPassedRightly: share(notPassed, (person) => !isAble(person)),
    domainRmse: Math.sqrt(mean(domainErrors.map((error) => error ** 2))),
    domainTold: told.length / (people.length * bank.domains.length),
    domainRight: told.reduce<number>((sum, right) => sum + right, 0) / told.length,
    domains: bank.domains.map((domain) => {
      const asked = people.map(({ result }) => result.domains.find((entry) => entry.domain === domain));
      const counts = asked.map((entry) => entry?.asked ?? 0);
      return {
        domain,
        meanItems: mean(counts),
        fewestItems: counts.reduce((least, count) => Math.min(least, count), Infinity),
        unknown: share(asked, (entry) => entry?.level === 'unknown'),
      };
    }),
  };
}

/** A fixed test decides by its mark; of an adaptive one the likelier side counts, also where it says "not enough". */
export function isDecidedRightly(rules: RuleSet, { ability, result }: SimulatedPerson): boolean {
  const isHeldAble = rules.form === 'fixed' ? result.verdict === 'passed' : result.probabilityPass >= 0.5;
  return isHeldAble === ability >= rules.cut;
}

/** How much oftener one design is right than another, on the same people; shares. */
export interface PairedDifference {
  readonly difference: number;
  /** Standard error of the difference; people are independent, the two outcomes of one person are not. */
  readonly standardError: number;
}

/**
 * Compares two designs person by person: only those count whom one decides rightly and the other does not.
 *
 *   d = (n₁₀ − n₀₁) / n,   SE = √(n₁₀ + n₀₁ − n d²) / n
 *
 * @param one - per person 1 where this design was right; `other` in the same order
 * @see McNemar (1947), Psychometrika 12(2), 153–157
 */
export function comparePaired(one: Uint8Array, other: Uint8Array): PairedDifference {
  let gained = 0;
  let lost = 0;
  for (const [person, right] of one.entries()) {
    if (right === 1 && other[person] === 0) gained += 1;
    if (right === 0 && other[person] === 1) lost += 1;
  }
  const difference = (gained - lost) / one.length;
  return { difference, standardError: Math.sqrt(gained + lost - one.length * difference ** 2) / one.length };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share<T>(entries: readonly T[], isCounted: (entry: T) => boolean): number {
  return entries.filter(isCounted).length / entries.length;
}
