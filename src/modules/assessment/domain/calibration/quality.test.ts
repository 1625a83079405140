import { describe, expect, it } from 'vitest';
import { randomFor } from '../random.ts';
import { calibrate } from './calibrate.ts';
import { findDif } from './dif.ts';
import { reportOptions } from './distractors.ts';
import { findDrift } from './drift.ts';
import { normalGrid } from './grid.ts';
import { fitOf, MISFIT } from './item-fit.ts';
import { linkScales, moveItem } from './link.ts';
import { classOf, deltaOf, mantelHaenszel } from './mantel-haenszel.ts';
import { judgeByOthers } from './others.ts';
import { packResponses } from './responses.ts';
import { invent } from './testing.ts';

const STANDARD = { mean: 0, sd: 1 };

describe('Mantel–Haenszel', () => {
  it('agrees with R on admissions to Berkeley, 1973', () => {
    // mantelhaen.test(UCBAdmissions): odds ratio 0.9046968, 95 % interval 0.7719074 to 1.0603298, X² 1.4269. Data:
    // Bickel, Hammel & O'Connell (1975), Science 187, 398–403: men admitted, rejected, women admitted, rejected.
    const departments = [
      [512, 313, 89, 19],
      [353, 207, 17, 8],
      [120, 205, 202, 391],
      [138, 279, 131, 244],
      [53, 138, 94, 299],
      [22, 351, 24, 317],
    ] as const;
    const result = mantelHaenszel(
      departments.map(([referenceRight, referenceWrong, focalRight, focalWrong]) => ({
        referenceRight,
        referenceWrong,
        focalRight,
        focalWrong,
      })),
    )!;
    expect(result.oddsRatio).toBeCloseTo(0.9046968, 6);
    expect(Math.exp(Math.log(result.oddsRatio) + 1.959964 * result.logError)).toBeCloseTo(1.0603298, 6);
    expect(result.chiSquare).toBeCloseTo(1.4269, 4);
    expect(classOf(result)).toBe('A');
    expect(deltaOf(result).delta).toBeCloseTo(-2.35 * Math.log(0.9046968), 5);
  });

  it('says nothing where one group is missing', () => {
    expect(
      mantelHaenszel([{ referenceRight: 5, referenceWrong: 5, focalRight: 0, focalWrong: 0 }]),
    ).toBeUndefined();
  });
});

describe('fairness', () => {
  it('finds the items that are harder for one group, and no others though that group knows less', () => {
    const focal = (person: number) => person % 2 === 1;
    const truth = invent({
      seed: 'fair',
      items: 30,
      people: 4000,
      answers: 15,
      behaves: (item, index, person) => {
        // The focal group knows 0.6 less of everything, and 0.9 less of items 3 and 17.
        if (!focal(person)) return item;
        return { ...item, difficulty: item.difficulty + 0.6 + (index === 3 || index === 17 ? 0.9 : 0) };
      },
    });
    const data = packResponses(30, truth.rows);
    const results = findDif(data, truth.items, normalGrid(STANDARD, 41), (row) =>
      focal(row) ? 'focal' : 'reference',
    );
    expect(results).toHaveLength(30);
    const found = results.filter((result) => result.class !== 'A');
    expect(found.map(({ item }) => item)).toEqual([3, 17]);
    for (const { delta } of found) expect(delta).toBeLessThan(-1);
  });
});

describe('fit', () => {
  it('an item that follows no curve lies far from it, the others near', () => {
    const truth = invent({
      seed: 'fit',
      items: 20,
      people: 2500,
      answers: 14,
      // The abler half gets it wrong: it misleads those who know.
      behaves: (item, index, person) =>
        index === 7 && person % 3 === 0
          ? { ...item, difficulty: -3 }
          : index === 7
            ? { ...item, difficulty: item.difficulty, discrimination: 0.05 }
            : item,
    });
    const data = packResponses(20, truth.rows);
    const fitted = calibrate(data, { model: '2PL', nodes: 41, withErrors: false });
    // Against the bank's value the strange item does not fit.
    const bank = {
      ...fitted,
      items: fitted.items.map((item, index) => (index === 7 ? truth.items[7]! : item)),
    };
    expect(fitOf(bank, 7)!.rmsd).toBeGreaterThan(MISFIT);
    for (let item = 0; item < 20; item += 1)
      if (item !== 7) expect(fitOf(bank, item)!.rmsd).toBeLessThan(0.06);
    const { groups } = fitOf(bank, 0)!;
    expect(groups).toHaveLength(5);
    const people = groups.reduce((sum, group) => sum + group.people, 0);
    expect(people).toBeCloseTo(truth.rows.filter((row) => row.some(({ item }) => item === 0)).length, 3);
    expect(groups[4]!.ability).toBeGreaterThan(groups[0]!.ability);
  });
});

describe('drift', () => {
  it('rings for a question that got about, after it did, and for no other', () => {
    const week = (person: number) => Math.floor(person / 150);
    const truth = invent({
      seed: 'd2',
      items: 25,
      people: 3000,
      answers: 14,
      behaves: (item, index, person) =>
        index === 11 && week(person) >= 10 ? { ...item, difficulty: item.difficulty - 1.5 } : item,
    });
    const data = packResponses(25, truth.rows);
    const others = judgeByOthers(data, truth.items, normalGrid(STANDARD, 41).nodes, () => STANDARD);
    const drifts = findDrift(data, others, week);
    const rang = drifts.flatMap(({ alarm }, item) => (alarm ? [{ item, ...alarm }] : []));
    expect(rang).toHaveLength(1);
    expect(rang[0]).toMatchObject({ item: 11, became: 'easier' });
    expect(rang[0]!.period).toBeGreaterThanOrEqual(10);
    expect(rang[0]!.period).toBeLessThan(16);
    expect(drifts[0]!.periods.reduce((sum, { answers }) => sum + answers, 0)).toBe(
      truth.rows.filter((row) => row.some(({ item }) => item === 0)).length,
    );
  });
});

describe('wrong options', () => {
  const random = randomFor('options', 'test');
  const choices = Array.from({ length: 400 }, () => {
    const ability = 4 * random() - 2;
    const knows = random() < 1 / (1 + Math.exp(-1.5 * ability));
    const option = knows ? 'b' : random() < 0.6 ? 'a' : null;
    return { option, ability };
  });

  it('an option that nobody takes is idle; a good one and "I do not know" are no faults', () => {
    const report = reportOptions(['a', 'b', 'c'], 'b', choices);
    expect(report.map(({ option, fault }) => [option, fault])).toEqual([
      ['a', null],
      ['b', null],
      ['c', 'idle'],
      [null, null],
    ]);
    expect(report[1]!.thirds[2]).toBeGreaterThan(report[1]!.thirds[0]);
    expect(report.reduce((sum, { chosen }) => sum + chosen, 0)).toBe(400);
  });

  it('a key that was set wrong draws the able to another option', () => {
    const report = reportOptions(['a', 'b', 'c'], 'a', choices);
    expect(report.find(({ option }) => option === 'b')!.fault).toBe('draws-able');
  });

  it('few answers accuse nobody', () => {
    expect(
      reportOptions(['a', 'b', 'c'], 'a', choices.slice(0, 50)).every(({ fault }) => fault === null),
    ).toBe(true);
  });
});

describe('linking', () => {
  it('finds the way between two scales though a few questions moved by themselves', () => {
    const { items: bank } = invent({ seed: 'scale', items: 40, people: 0, answers: 0 });
    const fresh = bank.map(({ discrimination, difficulty, guessing }, index) => ({
      discrimination: discrimination * 1.25,
      difficulty: (difficulty - 0.4) / 1.25 - (index < 3 ? 2.5 : 0),
      guessing,
    }));
    const link = linkScales(fresh, bank, [...bank.keys()])!;
    expect(link.slope).toBeCloseTo(1.25, 6);
    expect(link.shift).toBeCloseTo(0.4, 6);
    expect(link.anchors).not.toContain(0);
    expect(moveItem(link, fresh[20]!).difficulty).toBeCloseTo(bank[20]!.difficulty, 6);
    expect(linkScales(fresh, bank, [1, 2])).toBeUndefined();
  });
});
