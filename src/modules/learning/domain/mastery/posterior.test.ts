import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceOf, type Evidence, masteryOf } from './posterior.ts';

const LEVELS = 8;
const sure = (topic: string, level: number, right: boolean): Evidence => ({
  topic,
  level,
  right,
  slip: 0,
  guess: 0,
});
const answers = fc.array(
  fc.record({
    topic: fc.constantFrom('1.1', '4.2'),
    level: fc.integer({ min: 1, max: LEVELS }),
    right: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** The deterministic rule: what an answer says of the levels below or above it is final. */
function inferred(given: readonly { topic: string; level: number; right: boolean }[], topic: string) {
  let floor = 0;
  let ceiling = LEVELS + 1;
  for (const { level, right } of given.filter((one) => one.topic === topic)) {
    if (level <= floor || level >= ceiling) continue;
    if (right) floor = level;
    else ceiling = level;
  }
  return { floor, ceiling };
}

describe('without slips and guesses', () => {
  test('it is the deterministic rule: mastered to the floor, not from the ceiling on, open between', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const mastery = masteryOf(
          given.map(({ topic, level, right }) => sure(topic, level, right)),
          LEVELS,
          ['1.1', '4.2'],
        );
        for (const topic of ['1.1', '4.2']) {
          const { floor, ceiling } = inferred(given, topic);
          for (let level = 1; level <= LEVELS; level += 1) {
            const chance = chanceOf(mastery, topic, level);
            if (level <= floor) expect(chance).toBeCloseTo(1, 12);
            else if (level >= ceiling) expect(chance).toBe(0);
            else expect(chance > 0 && chance < 1).toBe(true);
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('with slips and guesses', () => {
  const noisy = (level: number, right: boolean, topic = '4.2'): Evidence => ({
    topic,
    level,
    right,
    slip: 0.1,
    guess: 0.25,
  });

  test('one wrong answer shakes what several right ones said, and does not undo it', () => {
    const before = masteryOf([noisy(3, true), noisy(3, true), noisy(3, true)], LEVELS);
    const after = masteryOf([noisy(3, true), noisy(3, true), noisy(3, true), noisy(2, false)], LEVELS);
    expect(chanceOf(after, '4.2', 3)).toBeLessThan(chanceOf(before, '4.2', 3));
    expect(chanceOf(after, '4.2', 3)).toBeGreaterThan(0.5);
  });

  test('what is known of one topic moves the others a little', () => {
    const nobody = masteryOf([], LEVELS, ['1.1']);
    const able = masteryOf(
      [5, 5, 6, 6].map((level) => noisy(level, true)),
      LEVELS,
      ['1.1'],
    );
    expect(chanceOf(able, '1.1', 4)).toBeGreaterThan(chanceOf(nobody, '1.1', 4));
    expect(chanceOf(able, '1.1', 4)).toBeLessThan(chanceOf(able, '4.2', 4));
  });

  test('the order of answers does not matter, and a thousand of them still give chances', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const one = given.map(({ level, right, topic }) => noisy(level, right, topic));
        const two = one.toReversed();
        for (const level of [1, 4, 8])
          expect(chanceOf(masteryOf(one, LEVELS, ['4.2']), '4.2', level)).toBeCloseTo(
            chanceOf(masteryOf(two, LEVELS, ['4.2']), '4.2', level),
            9,
          );
      }),
      { numRuns: 50 },
    );
    const many = Array.from({ length: 1_000 }, (_, at) => noisy(4, at % 5 > 0));
    expect(chanceOf(masteryOf(many, LEVELS), '4.2', 4)).toBeGreaterThan(0.99);
  });

  test('people with known levels are told right more often than by the deterministic rule, by as many answers', () => {
    let seed = 7;
    const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const wrong = { rule: 0, posterior: 0 };
    for (let person = 0; person < 300; person += 1) {
      const level = Math.floor(chance() * (LEVELS + 1));
      const given = Array.from({ length: 15 }, () => {
        const asked = 1 + Math.floor(chance() * LEVELS);
        return noisy(asked, chance() < (level >= asked ? 0.9 : 0.25));
      });
      const mastery = masteryOf(given, LEVELS);
      const { floor } = inferred(given, '4.2');
      for (let one = 1; one <= LEVELS; one += 1) {
        if (one <= floor !== one <= level) wrong.rule += 1;
        if (chanceOf(mastery, '4.2', one) >= 0.5 !== one <= level) wrong.posterior += 1;
      }
    }
    expect(wrong.posterior).toBeLessThan(wrong.rule * 0.6);
  });
});
