import { type ItemParameters, probabilityRight } from '../model.ts';

export interface Marked {
  readonly item: ItemParameters;
  readonly right: boolean;
}

/** Most likely ability after the answers, believed N(0, 1) before: the mode, by halving; logits. */
export function modalAbility(answers: readonly Marked[]): number {
  let [low, high] = [-6, 6];
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2;
    let slope = -middle;
    for (const { item, right } of answers) {
      const chance = probabilityRight(item, middle);
      slope += ((right ? 1 : 0) - chance) * weightOf(item, middle);
    }
    if (slope > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P′ / (P Q): what one answer adds to the slope of the log likelihood. */
function weightOf(item: ItemParameters, ability: number): number {
  const chance = probabilityRight(item, ability);
  return slopeOf(item, ability) / (chance * (1 - chance));
}

function slopeOf({ discrimination, difficulty, guessing }: ItemParameters, ability: number): number {
  const known = 1 / (1 + Math.exp(-discrimination * (ability - difficulty)));
  return (1 - guessing) * discrimination * known * (1 - known);
}

/**
 * lz*: how likely the answers are together, standard normal for honest people; far below 0 the hard ones were right and
 * the easy ones wrong. Corrected for the ability being estimated from the same answers.
 *
 * @returns NaN with fewer than five answers
 * @see Snijders (2001), Psychometrika 66(3), 331–342; Magis, Raîche & Béland (2012), Journal of Educational and Behavioral
 *   Statistics 37(1), 57–81 (Bayes modal)
 */
export function personFit(answers: readonly Marked[]): number {
  if (answers.length < 5) return Number.NaN;
  const ability = modalAbility(answers);
  let [surprise, up, down] = [0, 0, 0];
  const parts = answers.map(({ item, right }) => {
    const chance = probabilityRight(item, ability);
    const log = Math.log(chance / (1 - chance));
    const slope = slopeOf(item, ability);
    const weight = weightOf(item, ability);
    surprise += ((right ? 1 : 0) - chance) * log;
    up += slope * log;
    down += slope * weight;
    return { chance, log, weight };
  });
  const share = up / down;
  // The mode solves Σ (X − P) r = θ: the belief's part stands for r₀ = −θ.
  const variance = parts.reduce(
    (sum, { chance, log, weight }) => sum + (log - share * weight) ** 2 * chance * (1 - chance),
    0,
  );
  return (surprise - share * ability) / Math.sqrt(variance);
}
