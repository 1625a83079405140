import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAnswer, probabilityAtLeast, startLogWeights, toPosterior } from './ability.ts';
import { prepareBank } from './bank.ts';
import { estimateAbilities, probabilityDomainAtLeast } from './domain-abilities.ts';
import { logLikelihood } from './model.ts';
import { shippedRules } from './testing.ts';

/** Four items for each of two domains, with guessing. */
const bank = prepareBank(
  'two-domains',
  ['1', '2'].flatMap((domain) =>
    Array.from({ length: 4 }, (_, number) => ({
      id: `${domain}.1-0${number + 1}`,
      competence: `${domain}.1`,
      discrimination: 0.9 + 0.3 * number,
      difficulty: number - 1.5,
      guessing: number === 0 ? 0.2 : 0,
    })),
  ),
);
const withSpread = (spread: number) => ({
  ...shippedRules,
  domainProfile: { ...shippedRules.domainProfile, spread },
});
const answersOf = (results: readonly boolean[]) => results.map((right, index) => ({ index, right }));
const someAnswers = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }).map(answersOf);

/** The same posterior added up over all pairs of abilities, without any trick. */
function bruteForce(rules: typeof shippedRules, answers: ReturnType<typeof answersOf>) {
  const { spread } = rules.domainProfile;
  const common = rules.prior.sd ** 2 - spread ** 2 / 2;
  const variance = common + spread ** 2;
  const determinant = variance ** 2 - common ** 2;
  let total = 0;
  let mean = 0;
  let pass = 0;
  const own = [0, 0];
  for (let one = -5; one <= 5; one += 0.05) {
    for (let two = -5; two <= 5; two += 0.05) {
      let log = -(variance * (one * one + two * two) - 2 * common * one * two) / (2 * determinant);
      for (const { index, right } of answers) {
        log += logLikelihood(bank.items[index]!, bank.domainOf[index] === 0 ? one : two, right);
      }
      const weight = Math.exp(log);
      total += weight;
      mean += (weight * (one + two)) / 2;
      own[0]! += weight * one;
      own[1]! += weight * two;
      if ((one + two) / 2 >= rules.cut) pass += weight;
    }
  }
  return { mean: mean / total, pass: pass / total, own: own.map((sum) => sum / total) };
}

describe('the abilities of all domains at once', () => {
  it('are what adding up over every pair of abilities gives', () => {
    for (const [spread, results] of [
      [0.5, [true, true, false, false, true, true, true, false]],
      [0.9, [true, true, true, true, false, false, false]],
      [0.5, [false, false]],
    ] as const) {
      const rules = withSpread(spread);
      const answers = answersOf(results);
      const ours = estimateAbilities(bank, rules, answers);
      const theirs = bruteForce(rules, answers);
      expect(ours.mean).toBeCloseTo(theirs.mean, 2);
      expect(ours.probabilityPass).toBeCloseTo(theirs.pass, 1.7);
      for (const [domain, { mean }] of ours.domains.entries())
        expect(mean).toBeCloseTo(theirs.own[domain]!, 2);
    }
  });

  it('are one ability when the domains do not differ', () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const rules = withSpread(0.15);
        const logWeights = startLogWeights(rules.prior);
        for (const { index, right } of answers) addAnswer(logWeights, bank, index, right);
        const one = toPosterior(logWeights);
        const all = estimateAbilities(bank, rules, answers);
        expect(all.mean).toBeCloseTo(one.mean, 1);
        expect(all.probabilityPass).toBeCloseTo(probabilityAtLeast(one.weights, rules.cut), 1);
      }),
      { numRuns: 30 },
    );
  });

  it('of a domain without answers follow the others at a distance and stay less sure', () => {
    const { domains } = estimateAbilities(bank, withSpread(0.8), answersOf([true, true, true, true]));
    expect(domains[1]!.mean).toBeGreaterThan(0.1);
    expect(domains[1]!.mean).toBeLessThan(domains[0]!.mean);
    expect(domains[1]!.sd).toBeGreaterThan(domains[0]!.sd);
  });

  it('rise with every answer that turns right, in each domain', () => {
    fc.assert(
      fc.property(someAnswers, fc.nat(7), (answers, at) => {
        const place = at % answers.length;
        const set = (right: boolean) =>
          estimateAbilities(
            bank,
            shippedRules,
            answers.map((answer, index) => (index === place ? { ...answer, right } : answer)),
          );
        const [low, high] = [set(false), set(true)];
        expect(high.probabilityPass).toBeGreaterThanOrEqual(low.probabilityPass);
        for (const [domain, ability] of high.domains.entries()) {
          const before = probabilityDomainAtLeast(low.domains[domain]!, shippedRules.cut);
          expect(probabilityDomainAtLeast(ability, shippedRules.cut)).toBeGreaterThanOrEqual(before - 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });
});
