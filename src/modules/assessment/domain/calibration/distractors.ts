/** One answer to a question of choices. */
export interface Choice {
  /** Null for "I do not know". */
  readonly option: string | null;
  /** By the person's other answers, logits. */
  readonly ability: number;
}

export interface OptionReport {
  /** Null for "I do not know". */
  readonly option: string | null;
  readonly isKey: boolean;
  readonly chosen: number;
  /** Share of the lower, middle and upper third by ability who chose it. */
  readonly thirds: readonly [number, number, number];
  /** Mean ability of those who chose it, logits; null when nobody did. */
  readonly ability: number | null;
  readonly fault: 'idle' | 'draws-able' | null;
}

/** A wrong option that fewer choose does no work. */
const IDLE_SHARE = 0.02;
const LEAST_ANSWERS = 100;

/**
 * Who chooses which option. A good wrong option is chosen, and less so the more one knows.
 *
 * `draws-able`: those who chose it are surely abler than those who chose the key, or the upper third chooses it more
 * than the key: the key, or the question, may be wrong.
 *
 * @param options all of the question, in its order
 * @see Haladyna & Downing (1993), Educational and Psychological Measurement 53(4), 999–1010
 */
export function reportOptions(
  options: readonly string[],
  key: string,
  choices: readonly Choice[],
): OptionReport[] {
  const sorted = choices.toSorted((one, other) => one.ability - other.ability);
  const third = (place: number) => Math.floor((place * 3) / sorted.length);
  const sizes = [0, 0, 0];
  const places = new Map(sorted.map((choice, place) => [choice, third(place)]));
  for (const place of places.values()) sizes[place]! += 1;
  const enough = choices.length >= LEAST_ANSWERS;
  const ofKey = summary(choices.filter(({ option }) => option === key));
  const upper = (option: string | null) =>
    choices.filter((choice) => choice.option === option && places.get(choice) === 2).length;
  return [...options, null].map((option) => {
    const own = choices.filter((choice) => choice.option === option);
    const sum = summary(own);
    const counts: [number, number, number] = [0, 0, 0];
    for (const choice of own) counts[places.get(choice) as 0 | 1 | 2] += 1;
    const isKey = option === key;
    const wrong = option !== null && !isKey && enough;
    const gap = sum.mean - ofKey.mean;
    const surely = gap > 1.96 * Math.sqrt(sum.variance / own.length + ofKey.variance / ofKey.count);
    const drawsAble =
      wrong && ((own.length >= 10 && surely) || upper(option) > upper(key) + 2 * Math.sqrt(upper(key) + 1));
    const idle = wrong && own.length < IDLE_SHARE * choices.length;
    return {
      option,
      isKey,
      chosen: own.length,
      thirds: counts.map((count, place) => (sizes[place] ? count / sizes[place]! : 0)) as [
        number,
        number,
        number,
      ],
      ability: own.length > 0 ? sum.mean : null,
      fault: drawsAble ? 'draws-able' : idle ? 'idle' : null,
    };
  });
}

function summary(choices: readonly Choice[]): { count: number; mean: number; variance: number } {
  const count = choices.length;
  const mean = choices.reduce((sum, { ability }) => sum + ability, 0) / count;
  const variance =
    choices.reduce((sum, { ability }) => sum + (ability - mean) ** 2, 0) / Math.max(1, count - 1);
  return { count, mean, variance };
}
