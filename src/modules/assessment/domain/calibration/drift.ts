import type { ByOthers } from './others.ts';
import type { Responses } from './responses.ts';

export interface DriftPeriod {
  /** As given, such as the number of a week. */
  readonly period: number;
  readonly answers: number;
  readonly right: number;
  /** Right answers that people's other answers let expect. */
  readonly expected: number;
}

export interface Drift {
  readonly periods: readonly DriftPeriod[];
  /** The first period in which the sum of surprises was too great to be chance; null without one. */
  readonly alarm: { readonly period: number; readonly became: 'easier' | 'harder' } | null;
}

/** Half of the shift, in standard errors a period, that should be found soon. */
const SLACK = 0.5;
/** One false alarm in about 7,000 periods an item and direction (Siegmund, 1985, Sequential Analysis, eq. 2.57). */
const LIMIT = 7;
/** A period with less of an answer's uncertainty waits for the next. */
const LEAST_VARIANCE = 3;

/**
 * Follows each item through time: a sum of surprises (CUSUM) rings when answers become better than people's other
 * answers explain, as when a question has got about, or worse.
 *
 * @param periodOf per row: a number that grows with time
 * @see Veerkamp & Glas (2000), Journal of Educational and Behavioral Statistics 25(4), 373–389
 */
export function findDrift(
  data: Responses,
  { chances }: Pick<ByOthers, 'chances'>,
  periodOf: (row: number) => number,
): Drift[] {
  const sums: Map<number, { answers: number; right: number; expected: number; variance: number }>[] =
    Array.from({ length: data.itemCount }, () => new Map());
  for (let row = 0; row < data.weights.length; row += 1) {
    const period = periodOf(row);
    for (let entry = data.starts[row]!; entry < data.starts[row + 1]!; entry += 1) {
      const own = sums[data.items[entry]!]!;
      const sum = own.get(period) ?? { answers: 0, right: 0, expected: 0, variance: 0 };
      const chance = chances[entry]!;
      sum.answers += 1;
      sum.right += data.rights[entry]!;
      sum.expected += chance;
      sum.variance += chance * (1 - chance);
      own.set(period, sum);
    }
  }
  return sums.map((own) => {
    const periods = [...own].toSorted(([one], [other]) => one - other);
    let [easier, harder, surprise, variance] = [0, 0, 0, 0];
    let alarm: Drift['alarm'] = null;
    for (const [period, sum] of periods) {
      surprise += sum.right - sum.expected;
      variance += sum.variance;
      if (variance < LEAST_VARIANCE) continue;
      const score = surprise / Math.sqrt(variance);
      [surprise, variance] = [0, 0];
      easier = Math.max(0, easier + score - SLACK);
      harder = Math.max(0, harder - score - SLACK);
      if (easier > LIMIT) alarm ??= { period, became: 'easier' };
      if (harder > LIMIT) alarm ??= { period, became: 'harder' };
    }
    return {
      periods: periods.map(([period, { answers, right, expected }]) => ({
        period,
        answers,
        right,
        expected,
      })),
      alarm,
    };
  });
}
