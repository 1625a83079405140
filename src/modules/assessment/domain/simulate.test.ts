import { describe, expect, it } from 'vitest';
import { isBlueprintMet } from './blueprint.ts';
import { countCoverage } from './coverage.ts';
import { drawNormal, randomFor } from './random.ts';
import { shippedRules } from './testing.ts';
import { simulate } from './simulate.ts';
import { summarise } from './simulation-summary.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('simulate');
const simulation = simulate(bank, shippedRules, { people: 500, seed: 'test' });
const summary = summarise(bank, shippedRules, simulation);

describe('500 simulated people', () => {
  it('never see an item more often than the cap, but for the one session that reaches it', () => {
    expect(summary.maxExposure).toBeLessThanOrEqual(shippedRules.exposureCap + 1 / 500);
  });

  it('all get a test that meets the blueprint', () => {
    for (const { items } of simulation.people) {
      const { domains, competences } = countCoverage(bank, items);
      expect(isBlueprintMet(shippedRules, bank.domains, domains)).toBe(true);
      expect(Math.max(...competences)).toBeLessThanOrEqual(shippedRules.blueprint.competenceAtMost);
    }
  });

  it('are mostly classified rightly, after 14.5 questions on average at most', () => {
    expect(summary.meanLength).toBeLessThanOrEqual(14.5);
    expect(summary.accuracy).toBeGreaterThan(0.9);
    expect(summary.accuracyFar).toBeGreaterThan(0.97);
  });

  it('get posterior probabilities that mean what they say: of those at 0.8 to 0.9, about 0.85 are able', () => {
    const { people } = simulate(
      bank,
      { ...shippedRules, minItems: 12, maxItems: 12, pretestItems: 0 },
      { people: 500, seed: 'calibration', domainSpread: shippedRules.domainProfile.spread },
    );
    for (const [from, to] of [
      [0.1, 0.3],
      [0.3, 0.5],
      [0.5, 0.7],
      [0.7, 0.9],
    ] as const) {
      const group = people.filter(({ result: { probabilityPass: p } }) => p >= from && p < to);
      const able = group.filter(({ ability }) => ability >= shippedRules.cut).length / group.length;
      const said = group.reduce((sum, { result }) => sum + result.probabilityPass, 0) / group.length;
      // Three standard errors of a share.
      expect(Math.abs(able - said)).toBeLessThan(3 * Math.sqrt((said * (1 - said)) / group.length));
    }
  });

  it('are the same people again with the same seed', () => {
    const again = simulate(bank, shippedRules, { people: 20, seed: 'test' });
    expect(again.people).toEqual(simulation.people.slice(0, 20));
  });

  it('have an overlap that counting pairs confirms', () => {
    const pairs = simulate(bank, shippedRules, { people: 100, seed: 'pairs' });
    let shared = 0;
    let length = 0;
    for (const one of pairs.people) {
      for (const other of pairs.people) {
        // The formula counts a person with herself too.
        shared += one.items.filter((item) => other.items.includes(item)).length;
        length += one.items.length;
      }
    }
    const { overlap } = summarise(bank, shippedRules, pairs);
    expect(overlap).toBeCloseTo(shared / length, 9);
  });
});

it('normal draws have mean 0 and standard deviation 1', () => {
  const random = randomFor('normal', 'test');
  const draws = Array.from({ length: 20_000 }, () => drawNormal(random));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length)).toBeCloseTo(
    1,
    1,
  );
});
