import { normalBelow } from './normal.ts';

/** How a way of ending tests does for people drawn from N(mean, sd²). */
export interface StoppingValue {
  /** Share of people decided rightly, by the likelier side. */
  readonly accuracy: number;
  readonly meanLength: number;
  /** Certainty max(P, 1 − P) from which the test ends, after 0, 1, … questions. */
  readonly certainty: readonly number[];
}

export interface StoppingProblem {
  readonly prior: { readonly mean: number; readonly sd: number };
  readonly cut: number;
  readonly minItems: number;
  /** Fisher information at the cut of question 1, 2, …, per squared logit; as many as the longest test has questions. */
  readonly information: readonly number[];
}

/** Half the width of the grid over (posterior mean − cut), and its step; logits. */
const HALF = 3.5;
const STEP = 0.02;
const SIZE = 2 * Math.round(HALF / STEP) + 1;
const GRID = Float64Array.from({ length: SIZE }, (_, place) => (place - (SIZE - 1) / 2) * STEP);

/**
 * The best that any way of ending a test can do at a mean length: backward induction over (posterior mean, questions asked).
 *
 * With normal beliefs the posterior variance after information T is s² = 1 / (1/sd² + T), whatever was answered, and the
 * posterior mean moves by a normal step of variance s²ₙ − s²ₙ₊₁. A wrong decision costs 1 and a question costs c:
 *
 *   Vₙ(m) = min( Φ(−|m − cut| / sₙ),  c + E Vₙ₊₁(m + step) )
 *
 * c is sought at which the mean length is as wanted. This is a yardstick for the straight line of stop.ts, not a rule: it
 * takes each question's information as known ahead and the same for everybody near the cut.
 *
 * @returns the best rule of this mean length, to about a hundredth of a question
 * @see Chernoff & Petkau (1981), Biometrika 68(1), 119–132; DeGroot (1970), Optimal Statistical Decisions, ch. 12: backward
 *   induction
 */
export function bestStopping(problem: StoppingProblem, meanLength: number): StoppingValue {
  let low = 1e-6;
  let high = 0.1;
  for (let round = 0; round < 14; round += 1) {
    const cost = Math.sqrt(low * high);
    if (valueOf(problem, induce(problem, cost)).meanLength > meanLength) low = cost;
    else high = cost;
  }
  return valueOf(problem, induce(problem, high));
}

/** How a given bound on certainty does in the same world, e.g. `requiredConfidence` of a rule set. */
export function valueOfBound(problem: StoppingProblem, bound: (answered: number) => number): StoppingValue {
  const sds = posteriorSds(problem);
  return valueOf(
    problem,
    sds.map((sd, asked) =>
      GRID.map((distance) => (certaintyAt(distance, sd) < bound(asked) && canGoOn(problem, asked) ? 1 : 0)),
    ),
  );
}

const canGoOn = ({ information }: StoppingProblem, asked: number): boolean => asked < information.length;
const certaintyAt = (distance: number, sd: number): number => normalBelow(Math.abs(distance) / sd);

function posteriorSds({ prior, information }: StoppingProblem): number[] {
  let precision = 1 / prior.sd ** 2;
  return [Math.sqrt(1 / precision), ...information.map((told) => Math.sqrt(1 / (precision += told)))];
}

/** Per number of questions and place of the grid: 1 where going on is worth its cost. */
function induce(problem: StoppingProblem, cost: number): Float64Array[] {
  const sds = posteriorSds(problem);
  const wrong = (sd: number) => GRID.map((distance) => 1 - certaintyAt(distance, sd));
  let value: Float64Array = wrong(sds.at(-1)!);
  const goOn = [new Float64Array(SIZE)];
  for (let asked = problem.information.length - 1; asked >= 0; asked -= 1) {
    const next = spread(value, sds[asked]!, sds[asked + 1]!);
    const stop = wrong(sds[asked]!);
    const mayStop = asked >= problem.minItems;
    const goes = next.map((loss, place) => (!mayStop || loss + cost < stop[place]! ? 1 : 0));
    value = next.map((loss, place) => (goes[place] ? loss + cost : stop[place]!));
    goOn.unshift(goes);
  }
  return goOn;
}

/** Follows all people forward through the test. */
function valueOf(problem: StoppingProblem, goOn: readonly Float64Array[]): StoppingValue {
  const sds = posteriorSds(problem);
  let people: Float64Array = new Float64Array(SIZE);
  people[Math.round((problem.prior.mean - problem.cut + HALF) / STEP)] = 1;
  let right = 0;
  let length = 0;
  const certainty: number[] = [];
  for (const [asked, sd] of sds.entries()) {
    const goes = asked < problem.minItems ? new Float64Array(SIZE).fill(1) : goOn[asked]!;
    let open = 0.5;
    for (let place = 0; place < SIZE; place += 1) {
      const sure = certaintyAt(GRID[place]!, sd);
      if (goes[place]) open = Math.max(open, sure);
      else {
        right += people[place]! * sure;
        length += people[place]! * asked;
        people[place] = 0;
      }
    }
    certainty.push(open);
    const next = sds[asked + 1];
    if (next !== undefined) people = spread(people, sd, next);
  }
  return { accuracy: right, meanLength: length, certainty };
}

/** The values after a normal step of the posterior mean; beyond the grid as at its ends. */
function spread(values: Float64Array, before: number, after: number): Float64Array {
  const sd = Math.sqrt(before ** 2 - after ** 2);
  const reach = Math.min(SIZE - 1, Math.ceil((4.5 * sd) / STEP));
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, place) =>
    Math.exp(-(((place - reach) * STEP) ** 2) / (2 * sd ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.map((_, place) => {
    let sum = 0;
    for (let step = -reach; step <= reach; step += 1) {
      const from = Math.min(SIZE - 1, Math.max(0, place + step));
      sum += weights[step + reach]! * values[from]!;
    }
    return sum / total;
  });
}
