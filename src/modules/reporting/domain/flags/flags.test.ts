import { describe, expect, test } from 'vitest';
import type { Declared, LedgerNumber } from '../ledger.ts';
import type { CellCase, ReportCase, Thresholds } from './flag.ts';
import { flagsOf, reachesAbove } from './report.ts';

const THRESHOLDS: Thresholds = {
  over_population: 1.05,
  denominator_moved: 0.05,
  jump_score: 3.5,
  jump_least_units: 5,
  declared_factor: 1.2,
  declared_people: 20,
  target_points: 0.1,
  target_cells: 3,
  heaping_share: 0.4,
  heaping_least: 50,
};
const number = (num: number, den: number | null = null, sourceDate = '2026-09-10'): LedgerNumber => ({
  num,
  den,
  source: 'Sổ',
  sourceDate,
  grade: 'E1',
});
const said = (num: number): Declared => ({
  ...number(num),
  revision: 1,
  choice: 'declared',
  reason: '',
  note: '',
});
const cell = (extra: Partial<CellCase> = {}): CellCase => ({
  code: 'adults',
  cumulative: true,
  partOf: null,
  ledger: { cell: 'adults', computed: null, declared: null, verified: null },
  held: null,
  before: null,
  population: null,
  target: null,
  growthBeside: [],
  parts: null,
  ...extra,
});
const report = (cells: CellCase[], extra: Partial<ReportCase> = {}): ReportCase => ({
  cells,
  beside: [],
  typed: [],
  units: { all: 0, missing: 0 },
  recycled: { files: 0, units: 0 },
  withoutCauses: false,
  yearPassed: 0.7,
  staleBefore: '2026-03-15',
  ...extra,
});
const seen = (given: ReportCase) => flagsOf(given, THRESHOLDS).map(({ flag }) => flag);
const one = (extra: Partial<CellCase>, more: Partial<ReportCase> = {}) => seen(report([cell(extra)], more));
const five = (values: readonly number[], before: readonly number[] = []) =>
  values.map((value, index) =>
    cell({
      code: `c${index}`,
      cumulative: false,
      ledger: { cell: `c${index}`, computed: null, declared: said(value), verified: null },
      before: before[index] === undefined ? null : number(before[index]),
    }),
  );

// Each flag: one case that fires and one near miss.
describe.each<[number, string, () => number[], () => number[]]>([
  [1, 'over its whole', () => one({ held: number(101, 100) }), () => one({ held: number(100, 100) })],
  [
    1,
    'a whole over the people',
    () => one({ held: number(1, 106), population: 100 }),
    () => one({ held: number(1, 105), population: 100 }),
  ],
  [
    2,
    'a whole that moved',
    () => one({ held: number(1, 106), before: number(1, 100) }),
    () => one({ held: number(1, 105), before: number(1, 100) }),
  ],
  [
    3,
    'a jump among the units beside',
    () => one({ held: number(100), before: number(10), growthBeside: [4, 5, 6, 7, 8] }),
    () => one({ held: number(18), before: number(10), growthBeside: [4, 5, 6, 7, 8] }),
  ],
  [
    4,
    'far more said than counted',
    () => one({ ledger: { cell: '', computed: number(100), declared: said(121), verified: null } }),
    () => one({ ledger: { cell: '', computed: number(100), declared: said(120), verified: null } }),
  ],
  [
    4,
    'few people more',
    () => one({ ledger: { cell: '', computed: number(50), declared: said(71), verified: null } }),
    () => one({ ledger: { cell: '', computed: number(10), declared: said(30), verified: null } }),
  ],
  [
    5,
    'went down',
    () => one({ held: number(9), before: number(10) }),
    () => one({ held: number(9), before: number(10), cumulative: false }),
  ],
  [
    6,
    'the numbers of the last period',
    () => seen(report(five([11, 12, 13, 14, 15], [11, 12, 13, 14, 15]))),
    () => seen(report(five([11, 12, 13, 14, 16], [11, 12, 13, 14, 15]))),
  ],
  [
    6,
    'the numbers of a unit beside',
    () =>
      seen(
        report(five([11, 12, 13, 14, 15]), {
          beside: [new Map([11, 12, 13, 14, 15].map((n, i) => [`c${i}`, n]))],
        }),
      ),
    () =>
      seen(
        report(five([11, 12, 13, 14, 15]), {
          beside: [new Map([11, 12, 13, 14].map((n, i) => [`c${i}`, n]))],
        }),
      ),
  ],
  [
    7,
    'on the target to a tenth of a point',
    () => seen(report(['a', 'b', 'c'].map((code) => cell({ code, held: number(801, 1000), target: 80 })))),
    () => seen(report(['a', 'b'].map((code) => cell({ code, held: number(801, 1000), target: 80 })))),
  ],
  [
    8,
    'round last digits',
    () => seen(report([], { typed: Array.from({ length: 50 }, (_, index) => (index < 21 ? 15 : 11)) })),
    () => seen(report([], { typed: Array.from({ length: 50 }, (_, index) => (index < 20 ? 15 : 11)) })),
  ],
  [
    9,
    'parts above their whole',
    () => seen(report([cell({ held: number(10) }), cell({ code: 'p', partOf: 'adults', held: number(11) })])),
    () => seen(report([cell({ held: number(10) }), cell({ code: 'p', partOf: 'adults', held: number(10) })])),
  ],
  [
    9,
    'units below that add up to something else',
    () => one({ held: number(10), parts: { adopted: 9, from: 3 } }, { units: { all: 3, missing: 0 } }),
    () => one({ held: number(10), parts: { adopted: 9, from: 2 } }, { units: { all: 3, missing: 1 } }),
  ],
  [
    14,
    'a file that another unit showed',
    () => seen(report([], { recycled: { files: 1, units: 2 } })),
    () => seen(report([], { recycled: { files: 0, units: 0 } })),
  ],
  [
    18,
    'a lag without a cause',
    () => one({ held: number(40, 100), target: 80 }, { withoutCauses: true }),
    () => one({ held: number(56, 100), target: 80 }, { withoutCauses: true }),
  ],
  [
    19,
    'a number two periods old',
    () => one({ held: number(5, null, '2026-03-14') }),
    () => one({ held: number(5, null, '2026-03-15') }),
  ],
  [
    20,
    'the whole reached without everybody',
    () => one({ held: number(100, 100) }, { units: { all: 3, missing: 1 } }),
    () => one({ held: number(99, 100) }, { units: { all: 3, missing: 1 } }),
  ],
])('flag %d: %s', (flag, _, fires, misses) => {
  test('is seen', () => expect(fires()).toEqual([flag]));
  test('and not where it is nearly so', () => expect(misses()).toEqual([]));
});

test('explain before escalate', () => {
  const sent = {
    sentOn: '2026-09-15',
    explained: false,
    repeated: false,
    today: '2026-09-22',
    explainDays: 7,
  };
  expect(reachesAbove(sent)).toBe(false);
  expect(reachesAbove({ ...sent, today: '2026-09-23' })).toBe(true);
  expect(reachesAbove({ ...sent, today: '2026-09-23', explained: true })).toBe(false);
  expect(reachesAbove({ ...sent, explained: true, repeated: true })).toBe(true);
  expect(reachesAbove({ ...sent, sentOn: null, repeated: true })).toBe(false);
});
