/** Chance of at least `least` successes out of independent tries with these chances (Poisson binomial), exact. */
export function chanceOfAtLeast(chances: readonly number[], least: number): number {
  let spread = [1];
  for (const chance of chances) {
    const next = Array.from({ length: spread.length + 1 }, () => 0);
    for (const [count, mass] of spread.entries()) {
      next[count]! += mass * (1 - chance);
      next[count + 1]! += mass * chance;
    }
    spread = next;
  }
  return spread.slice(Math.max(0, least)).reduce((sum, mass) => sum + mass, 0);
}

/** Chance of at least `least` successes out of `tries` equal ones. */
export function binomialTail(tries: number, chance: number, least: number): number {
  if (least <= 0) return 1;
  if (chance <= 0) return 0;
  let sum = 0;
  let log = 0;
  // log C(n, k) grown step by step.
  for (let count = 0; count <= tries; count += 1) {
    if (count > 0) log += Math.log(tries - count + 1) - Math.log(count);
    if (count >= least)
      sum += Math.exp(log + count * Math.log(chance) + (tries - count) * Math.log1p(-chance));
  }
  return Math.min(1, sum);
}
