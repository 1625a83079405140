import { describe, expect, it } from 'vitest';
import { type ItemParameters, probabilityRight } from '../model.ts';
import { randomFor } from '../random.ts';
import { drawNormal } from '../simulate.ts';
import { syntheticBank } from '../synthetic-bank.ts';
import { shippedRules } from '../testing.ts';
import { binomialTail, chanceOfAtLeast } from './chance.ts';
import { truePassRate, wilson } from './interval.ts';
import { modalAbility, personFit } from './person-fit.ts';
import { simulateFraud } from './simulate-fraud.ts';

const random = randomFor('integrity', 'test');
const items: ItemParameters[] = Array.from({ length: 30 }, (_, index) => ({
  discrimination: 0.8 + (index % 3) * 0.4,
  difficulty: -2 + (4 * index) / 29,
  guessing: 0,
}));
const answersOf = (ability: number) =>
  items.map((item) => ({ item, right: random() < probabilityRight(item, ability) }));

describe('person fit', () => {
  it('is standard normal for honest people, whose abilities are not known', () => {
    const fits = Array.from({ length: 1500 }, () => personFit(answersOf(drawNormal(random))));
    const mean = fits.reduce((sum, fit) => sum + fit, 0) / fits.length;
    const sd = Math.sqrt(fits.reduce((sum, fit) => sum + (fit - mean) ** 2, 0) / fits.length);
    expect(Math.abs(mean)).toBeLessThan(0.12);
    expect(Math.abs(sd - 1)).toBeLessThan(0.1);
    expect(fits.filter((fit) => fit < -1.645).length / fits.length).toBeLessThan(0.085);
  });

  it('is far below for somebody who knows the hard ones and not the easy ones', () => {
    const odd = items.map((item, index) => ({ item, right: index >= 20 }));
    expect(personFit(odd)).toBeLessThan(-4);
    expect(personFit(items.map((item, index) => ({ item, right: index < 15 })))).toBeGreaterThan(0);
    expect(personFit(odd.slice(0, 3))).toBeNaN();
  });

  it('takes the ability at the top of belief and answers', () => {
    const item = { discrimination: 1, difficulty: 0, guessing: 0 };
    // The mode solves 1 − P(θ) = θ.
    const mode = modalAbility([{ item, right: true }]);
    expect(1 - probabilityRight(item, mode)).toBeCloseTo(mode, 9);
  });
});

describe('chances', () => {
  it('of sums of unequal tries', () => {
    expect(chanceOfAtLeast([0.5, 0.5], 1)).toBeCloseTo(0.75, 12);
    expect(chanceOfAtLeast([0.1, 0.2, 0.3], 3)).toBeCloseTo(0.006, 12);
    expect(chanceOfAtLeast([0.3, 0.3, 0.3, 0.3], 2)).toBeCloseTo(binomialTail(4, 0.3, 2), 12);
    expect(binomialTail(10, 0, 1)).toBe(0);
  });
});

describe('intervals', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (successes, tries, low, high) => {
    const interval = wilson(successes, tries);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('the rate of passes that hold stands beside the raw one', () => {
    const rate = truePassRate({ finished: 1000, passed: 600, confirmed: 90, refuted: 10, notReached: 20 });
    expect(rate.raw).toBe(0.6);
    expect(rate.estimate.share).toBeCloseTo(0.54, 12);
    expect(rate.estimate.low).toBeCloseTo(0.6 * wilson(90, 100).low, 12);
    expect(rate.worst).toBeCloseTo(0.45, 12);
    expect(rate.best).toBeCloseTo(0.55, 12);
    expect(
      truePassRate({ finished: 10, passed: 5, confirmed: 0, refuted: 0, notReached: 0 }).estimate,
    ).toMatchObject({
      low: 0,
      high: 0.5,
    });
  });
});

describe('the monitor', () => {
  it('tells of cheating units and leaves honest ones alone', () => {
    const units = {
      honest: 5,
      'honest-point': 0,
      proxy: 1,
      'slow-proxy': 1,
      'answer-key': 1,
      'night-desk': 1,
      copying: 0,
    };
    const results = simulateFraud(syntheticBank('fraud'), shippedRules, {
      seed: 'test',
      units,
      tests: 28,
      falseShare: 0.5,
    });
    const of = (scheme: string) => results.find((result) => result.scheme === scheme)!;
    expect(of('honest').told).toBeLessThanOrEqual(1);
    expect(of('proxy').byKind['shared-device']).toBe(1);
    // One a day stays under the daily bound; the month shows it.
    expect(of('slow-proxy').byKind).toEqual({ 'many-on-device': 1 });
    expect(of('answer-key').byKind['impossible-speed']).toBe(1);
    expect(of('night-desk').told).toBeGreaterThanOrEqual(1);
    // Of what it names, most is false.
    expect(of('proxy').namedFalse / of('proxy').named).toBeGreaterThan(0.8);
  });
});
