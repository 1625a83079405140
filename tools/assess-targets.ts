/** What the simulation is held against; see assess-simulate.ts. */
import { engine } from '#modules/assessment/index.ts';

type Summary = engine.SimulationSummary;

/** One design on one bank. */
export interface Outcome {
  readonly summary: Summary;
  /** Per person 1 where the design was right about her. */
  readonly rightly: Uint8Array;
}

/** The figure's mean over the seeds. */
export function mean(list: readonly Outcome[], figure: (summary: Summary) => number): number {
  return list.reduce((sum, { summary }) => sum + figure(summary), 0) / list.length;
}

const together = (list: readonly Outcome[]): Uint8Array =>
  Uint8Array.from(list.flatMap(({ rightly }) => [...rightly]));

const paired = (one: readonly Outcome[], other: readonly Outcome[]): engine.PairedDifference =>
  engine.comparePaired(together(one), together(other));

/** How much oftener ours is right than each other design, on the same people and their same luck. */
export function printPaired(names: readonly string[], [ours = [], ...others]: readonly Outcome[][]): void {
  for (const [index, other] of others.entries()) {
    const { difference, standardError } = paired(ours, other);
    const points = `${difference >= 0 ? '+' : '−'}${Math.abs(100 * difference).toFixed(2)}`;
    console.log(
      `  ours against ${names[index + 1]}: ${points} ± ${(100 * standardError).toFixed(2)} points (standard error)`,
    );
  }
}

/** Says which targets our test meets; true when one is missed. */
export function printTargets([
  ours = [],
  ,
  ,
  open = [],
  long = [],
  surer = [],
]: readonly Outcome[][]): boolean {
  // Two designs that are as right as each other differ by chance, one way as often as the other.
  const isAsRight = (one: readonly Outcome[], other: readonly Outcome[]) => {
    const { difference, standardError } = paired(one, other);
    return difference >= -2 * standardError;
  };
  return print('Targets on the made-up bank of 480', {
    'mean length ≤ 13': mean(ours, (s) => s.meanLength) <= 13,
    'greatest exposure ≤ 0.15': Math.max(...ours.map(({ summary }) => summary.maxExposure)) <= 0.15,
    'overlap ≤ 0.14': mean(ours, (s) => s.overlap) <= 0.14,
    'rightly from 0.25 logit of the cut on ≥ 98.5 %': mean(ours, (s) => s.accuracyFar) >= 0.985,
    'rightly over everybody ≥ 93 %': mean(ours, (s) => s.accuracy) >= 0.93,
    'righter than the adaptive 32 that shows no item oftener':
      mean(ours, (s) => s.accuracy) >= mean(long, (s) => s.accuracy),
    'as right as the adaptive 32 that shows items to nine in ten, within two standard errors': isAsRight(
      ours,
      open,
    ),
    'surer: as right as that one within two standard errors': isAsRight(surer, open),
    'surer: under half its length': mean(surer, (s) => s.meanLength) < 16,
  });
}

/** As `printTargets`, for the bank of 144. */
export function printSmallTargets([ours = []]: readonly Outcome[][]): boolean {
  return print('Targets on the made-up bank of 144', {
    'mean length ≤ 15': mean(ours, (s) => s.meanLength) <= 15,
    'greatest exposure ≤ 0.20': Math.max(...ours.map(({ summary }) => summary.maxExposure)) <= 0.2,
    'rightly from 0.25 logit of the cut on ≥ 97 %': mean(ours, (s) => s.accuracyFar) >= 0.97,
    'rightly over everybody ≥ 91 %': mean(ours, (s) => s.accuracy) >= 0.91,
  });
}

function print(title: string, targets: Readonly<Record<string, boolean>>): boolean {
  console.log(`\n${title}`);
  for (const [target, isMet] of Object.entries(targets)) console.log(`  ${isMet ? '✓' : '✗'} ${target}`);
  return Object.values(targets).includes(false);
}
