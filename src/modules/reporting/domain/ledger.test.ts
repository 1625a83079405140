import { describe, expect, test } from 'vitest';
import { adopted, declaredFaults, gapOf, sumCells, type Declared, type LedgerNumber } from './ledger.ts';

const computed: LedgerNumber = { num: 100, den: 400, source: 'BDHVS', sourceDate: '2026-09-14', grade: 'E4' };
const said = (num: number, extra: Partial<Declared> = {}): Declared => ({
  num,
  den: 400,
  source: 'Danh sách lớp',
  sourceDate: '2026-09-10',
  grade: 'E3',
  revision: 1,
  choice: 'computed',
  reason: '',
  note: '',
  ...extra,
});
const known = { computed, population: 410, today: '2026-09-15' };

test('the counted number holds until the unit chooses its own', () => {
  expect(adopted({ computed, declared: said(130) })).toMatchObject({
    kind: 'computed',
    number: { num: 100 },
  });
  expect(adopted({ computed, declared: said(130, { choice: 'declared' }) })).toMatchObject({
    kind: 'declared',
    number: { num: 130 },
  });
  expect(adopted({ computed: null, declared: said(7) })).toMatchObject({
    kind: 'declared',
    number: { num: 7 },
  });
  expect(adopted({ computed: null, declared: null })).toBeNull();
});

describe('a declared number is refused', () => {
  test.each([
    ['above what it is a share of', said(401), ['over-denominator']],
    ['above the people of the unit', said(450, { den: 500 }), ['over-population']],
    ['without a source', said(90, { source: '' }), ['source-needed']],
    ['with a date to come', said(90, { sourceDate: '2026-09-16' }), ['date-ahead']],
    [
      'over the counted one without reason or evidence',
      said(130, { choice: 'declared', grade: 'E0' }),
      ['grade-needed', 'reason-needed'],
    ],
    [
      'for another reason without words',
      said(130, { choice: 'declared', reason: 'other' }),
      ['reason-needed'],
    ],
  ])('%s', (_, given, faults) => {
    expect(declaredFaults(given, known)).toEqual(faults);
  });
  test('where nothing was counted that could hold', () => {
    expect(declaredFaults(said(5), { ...known, computed: null })).toEqual(['nothing-to-choose']);
  });
  test('and taken when it is sound', () => {
    expect(declaredFaults(said(130, { choice: 'declared', reason: 'people-moved' }), known)).toEqual([]);
    expect(declaredFaults(said(410, { den: null }), known)).toEqual([]);
  });
});

test('the gap is told in people and as a share', () => {
  expect(gapOf({ computed, declared: said(130) })).toEqual({ people: 30, share: 0.3 });
  expect(gapOf({ computed, declared: said(100) })).toBeNull();
});

test('units below add up with what was counted and said beside what holds', () => {
  const cell = (declared: Declared | null, counted: LedgerNumber | null) => [
    { cell: 'adults', computed: counted, declared, verified: null },
  ];
  expect(
    sumCells(
      [cell(said(130, { choice: 'declared' }), computed), cell(null, computed), cell(null, null), []],
      'adults',
    ),
  ).toEqual({ computed: 200, declared: 130, adopted: 230, from: 2 });
});
