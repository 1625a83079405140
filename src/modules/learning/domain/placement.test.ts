import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { lengthOf, pathOf, propose, rightsOf } from './placement.ts';
import { Placement } from './placement-content.ts';
import { seededChance, simulatePlacement, USUAL } from './placement-simulation.ts';

const form = v.parse(Placement, parse(readFileSync('content/placement/bai-cho-toi-nay.yaml', 'utf8')));
const answers = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 });

test('nine answers always give one lesson and two more, all different', () => {
  fc.assert(
    fc.property(answers, (rights) => {
      const found = propose(form, rights)!;
      expect(new Set([found.tonight, ...found.more]).size).toBe(3);
      expect(propose(form, rights.slice(0, 8))).toBeUndefined();
    }),
  );
});

test('tonight’s lesson is one she was asked about and did not know, where the band teaches one', () => {
  fc.assert(
    fc.property(answers, (rights) => {
      const { band, tonight } = propose(form, rights)!;
      const missed = pathOf(form, rights).filter((_, index) => !rights[index]);
      const taught = missed.filter(({ lesson }) => form.bands[band].lessons.includes(lesson));
      if (taught.length > 0) expect(taught.map(({ lesson }) => lesson)).toContain(tonight);
    }),
  );
});

test('one more right answer within a route never leads to the lower band', () => {
  fc.assert(
    fc.property(answers, fc.integer({ min: 5, max: 8 }), (rights, place) => {
      const better = rights.with(place, true);
      if (propose(form, rights)!.band === 'upper') expect(propose(form, better)!.band).toBe('upper');
    }),
  );
});

test('kept answers give the same way, in whatever order they were kept', () => {
  fc.assert(
    fc.property(answers, (rights) => {
      const path = pathOf(form, rights);
      const kept = new Map(
        path.map(({ lesson, step }, index) => [`${lesson} ${step}`, rights[index]!] as const),
      );
      const shuffled = new Map([...kept].toReversed());
      expect(rightsOf(form, ({ lesson, step }) => shuffled.get(`${lesson} ${step}`))).toEqual(rights);
    }),
  );
  expect(rightsOf(form, () => undefined)).toEqual([]);
});

test('who knows nothing yet begins with the phone itself', () => {
  expect(propose(form, Array<boolean>(lengthOf(form)).fill(false))).toMatchObject({
    band: 'lower',
    tonight: 'cham-giu-tro-ve',
  });
});

test('at most 15 % of simulated people are put into the band that is not theirs', () => {
  for (const seed of [1, 2, 3]) {
    const { error, standardError } = simulatePlacement(form, USUAL, seededChance(seed));
    expect(standardError).toBeLessThan(0.003);
    expect(error + 2 * standardError).toBeLessThanOrEqual(0.15);
  }
});
