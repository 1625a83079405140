import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testRelease } from '../../../server/testing.ts';
import { flagsOf } from '../domain/plan.ts';
import { indicatorsOf, plansOf } from './content.ts';

const release = testRelease();
const plans = plansOf(release);
const plan = (id: string) => plans.find((one) => one.id === id)!;
const target = (planId: string, id: string) => plan(planId).targets.find((one) => one.id === id);
const seeds = resolve(process.env['BDHVS_SEEDS'] ?? '../shared/seeds');

describe('the plans', () => {
  test('belong to the units that issued them', () => {
    expect(plans.map((one) => [one.id, one.issuer, one.targets.length])).toEqual([
      ['ke-hoach-01-kh-bcdtw', 1, 10],
      ['nghe-an-2025', 1040, 10],
      ['phuong-phu-luong-2025', 109568, 14],
      ['so-khcn-hai-phong-2025', 1031, 5],
    ]);
  });

  test('keep what is impossible, unmeasurable or doubled as it is, and flag it', () => {
    expect(target('so-khcn-hai-phong-2025', 'students-2025')).toMatchObject({
      operator: '>',
      value: 100,
      flags: ['over-100-percent'],
    });
    expect(target('phuong-phu-luong-2025', 'vneid-2025')).toMatchObject({
      value: null,
      quantified: false,
      written: { vi: 'cao' },
      flags: ['unquantified'],
    });
    const doubled = plan('phuong-phu-luong-2025').targets.filter(
      (one) => one.year === 2025 && one.flags.includes('two-in-one'),
    );
    expect(doubled.map((one) => [one.indicator, one.operator, one.value])).toEqual([
      ['smartphone-adults', '>=', 85],
      ['epayment-urban-adults', '>', 50],
    ]);
    expect(new Set(doubled.map((one) => String(one.source.lines))).size).toBe(1);
  });

  test('hold the national plan’s absolute numbers beside its percentages', () => {
    const people = plan('ke-hoach-01-kh-bcdtw').targets.filter((one) => one.measure === 'people');
    expect(people.map((one) => [one.year, one.value])).toEqual([
      [2025, 40_000_000],
      [2026, 60_000_000],
    ]);
  });

  test('have no computed target without a rule of who counts', () => {
    for (const one of indicatorsOf(release))
      expect(one.counts.length > 0, one.code).toBe(one.source === 'computed');
  });
});

test.each([
  [{ value: 100, operator: '>', measure: 'percent' }, ['over-100-percent']],
  [{ value: 100, operator: '>=', measure: 'percent' }, []],
  [{ value: 101, operator: '>=', measure: 'percent' }, ['over-100-percent']],
  [{ value: 99.9, operator: '>', measure: 'percent' }, []],
  [{ value: 60_000_000, operator: '>=', measure: 'people' }, []],
  [{ value: null, operator: null, measure: 'percent' }, ['unquantified']],
] as const)('%o carries %j', (one, flags) => expect(flagsOf(one)).toEqual(flags));

const cited = plans.flatMap((one) =>
  one.targets.flatMap((its) => (its.source.lines ? [{ ...its, lines: its.source.lines }] : [])),
);
describe.skipIf(!existsSync(seeds))(
  existsSync(seeds)
    ? 'the cited lines'
    : `the cited lines (skipped: no plans at BDHVS_SEEDS, looked in ${seeds})`,
  () => {
    test.each(cited)('$source.document $lines: $id', ({ source, lines, value, operator }) => {
      const text = readFileSync(join(seeds, source.document), 'utf8')
        .split('\n')
        .slice(lines[0] - 1, lines[1])
        .join(' ')
        .normalize('NFC')
        .replace(/\s+/g, ' ');
      expect(text).toMatch(value === null ? /VNeID cao\b/ : new RegExp(`\\b${value} ?%`));
      if (operator === '>') expect(text).toMatch(new RegExp(`trên ${value} ?%`, 'i'));
    });
  },
);
