/** One answer to a question of a topic at a level. */
export interface Evidence {
  readonly topic: string;
  /** 1..levels; who masters a level masters those below it. */
  readonly level: number;
  readonly right: boolean;
  /** Chance of a wrong answer by who masters the level, 0..1. */
  readonly slip: number;
  /** Chance of a right answer by who does not, 0..1. */
  readonly guess: number;
}

/** What is thought of somebody: for each topic, the chance that she masters just so many levels, from 0 on. */
export interface Mastery {
  readonly levels: number;
  /** Of topics with answers, and of those that were asked for. */
  readonly topics: ReadonlyMap<string, readonly number[]>;
  /** For her as a whole: what a topic without answers is thought by. */
  readonly whole: readonly number[];
}

/**
 * How fast the chance of a level falls with its distance from the level of the whole person: people who are at home in
 * one topic rarely are strangers to the next. A belief of ours; calibrated on nobody's answers yet.
 */
const LIKENESS = 0.7;

const range = (levels: number): number[] => Array.from({ length: levels + 1 }, (_, level) => level);

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** P(mastered | whole), for each level of the whole: rows are the whole, columns the topic. */
function spread(levels: number): number[][] {
  return range(levels).map((whole) =>
    normalised(range(levels).map((level) => Math.exp(-LIKENESS * Math.abs(level - whole)))),
  );
}

/**
 * The posterior of each topic's level under a hierarchy of two: every topic's level lies around one level of the whole
 * person, which is unknown and equally likely beforehand. Exact, by summing over the grid.
 *
 *   P(right | m) = 1 − slip if m ≥ level, else guess
 *
 * An answer that is impossible under those before it, which only slip = guess = 0 can bring about, is passed over: the
 * earlier one is final. So without slips and guesses the levels that stay possible are just those between floor and
 * ceiling of the deterministic rule (right: all below are mastered; wrong: all above are not).
 *
 * @param topics those to speak of, beside the ones with answers
 * @see Corbett & Anderson (1995), Knowledge tracing, User Modeling and User-Adapted Interaction 4, 253–278: slip and guess
 */
export function masteryOf(
  evidence: readonly Evidence[],
  levels: number,
  topics: readonly string[] = [],
): Mastery {
  const likelihoods = new Map<string, number[]>(topics.map((topic) => [topic, range(levels).map(() => 1)]));
  for (const { topic, level, right, slip, guess } of evidence) {
    const before = likelihoods.get(topic) ?? range(levels).map(() => 1);
    const after = before.map((weight, mastered) => {
      const chance = mastered >= level ? 1 - slip : guess;
      return weight * (right ? chance : 1 - chance);
    });
    const greatest = Math.max(...after);
    // Kept near 1, so that many answers do not run out of digits.
    if (greatest > 0)
      likelihoods.set(
        topic,
        after.map((weight) => weight / greatest),
      );
    else likelihoods.set(topic, before);
  }
  const prior = spread(levels);
  const inTopic = (likelihood: readonly number[], whole: number) =>
    prior[whole]!.map((weight, level) => weight * likelihood[level]!);
  const logs = range(levels).map((whole) =>
    [...likelihoods.values()].reduce(
      (sum, likelihood) => sum + Math.log(inTopic(likelihood, whole).reduce((one, two) => one + two, 0)),
      0,
    ),
  );
  const peak = Math.max(...logs);
  const whole = normalised(logs.map((log) => Math.exp(log - peak)));
  const posteriors = [...likelihoods].map(([topic, likelihood]) => {
    const mixed = range(levels).map(() => 0);
    for (const [at, share] of whole.entries()) {
      const inside = normalised(inTopic(likelihood, at));
      for (const [level, chance] of inside.entries()) mixed[level] = mixed[level]! + share * chance;
    }
    return [topic, mixed] as const;
  });
  return { levels, topics: new Map(posteriors), whole };
}

/** The chance that she masters a level of a topic, 0..1. */
export function chanceOf({ topics, whole, levels }: Mastery, topic: string, level: number): number {
  const known = topics.get(topic);
  const chances = known ?? mix(whole, levels);
  return Math.min(
    1,
    chances.slice(level).reduce((sum, chance) => sum + chance, 0),
  );
}

const mix = (whole: readonly number[], levels: number): number[] => {
  const prior = spread(levels);
  return range(levels).map((level) => whole.reduce((sum, share, at) => sum + share * prior[at]![level]!, 0));
};
