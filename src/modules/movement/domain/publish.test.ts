import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideCells, publishShare, type Before, type CellState, type Node } from './publish.ts';
import type { PublicationPolicy } from './publication.ts';

const policy: PublicationPolicy = {
  id: 'publication',
  source: '',
  sources_note: '',
  hide_below: 10,
  least_candidates: 5,
  percent: { least_denominator: 50, coarse_below: 200, coarse_step: 5, top: 95, bottom: 5 },
};
const none = new Map<number, Before>();
const table = (nums: readonly number[], unitId = 1): Node => ({
  unitId,
  num: nums.reduce((sum, num) => sum + num, 0),
  children: nums.map((num, index) => ({ unitId: unitId * 100 + index, num, children: [] })),
});
const statesOf = (node: Node, states: Map<number, CellState>) =>
  node.children.map(({ unitId }) => states.get(unitId));

/** All ways in which the hidden parts can add up to what is left of the whole, by a reader who knows which are small. */
function solutions(rest: number, kinds: readonly CellState[]): number[][] {
  const [kind, ...others] = kinds;
  if (kind === undefined) return rest === 0 ? [[]] : [];
  const [from, to] = kind === 'small' ? [1, 9] : [10, rest];
  const found: number[][] = [];
  for (let num = from; num <= Math.min(to, rest); num++)
    for (const more of solutions(rest - num, others)) found.push([num, ...more]);
  return found;
}

describe('a table of one whole and its parts', () => {
  test.each([
    ['nothing small: everything is shown', [12, 40, 0], ['shown', 'shown', 'shown']],
    ['one small: the next smallest goes with it', [3, 40, 25, 0], ['small', 'shown', 'beside', 'shown']],
    ['two small that leave room: nothing more goes', [6, 5, 40], ['small', 'small', 'shown']],
    ['two small that add up to the most they can: one more goes', [9, 9, 40], ['small', 'small', 'beside']],
    ['noughts are shown, they are nobody', [0, 0, 120], ['shown', 'shown', 'shown']],
  ] as const)('%s', (_, nums, states) => {
    const node = table(nums);
    expect(statesOf(node, hideCells(node, policy, none))).toEqual(states);
  });

  test('“home not known” is no place and is always told', () => {
    const node: Node = {
      unitId: 1,
      num: 123,
      children: [
        { unitId: 0, num: 3, children: [] },
        { unitId: 2, num: 120, children: [] },
      ],
    };
    expect(statesOf(node, hideCells(node, policy, none))).toEqual(['shown', 'shown']);
  });

  test('whose parts cannot be kept apart is not shown itself', () => {
    const node: Node = { unitId: 1, num: 318, children: [table([9, 9], 2), table([100, 200], 3)] };
    const states = hideCells(node, policy, none);
    expect(states.get(1)).toBe('shown');
    // The province of 18, and, so that 318 − 300 does not tell it, the other one with everything below it.
    expect([states.get(2), states.get(3), states.get(300)]).toEqual(['beside', 'beside', 'beside']);
  });

  test('no subtraction finds a small part, whatever the numbers', () => {
    const part = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 10, max: 45 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (nums) => {
        const node = table(nums);
        const states = hideCells(node, policy, none);
        const hidden = node.children.filter(({ unitId }) => states.get(unitId) !== 'shown');
        for (const cell of node.children)
          if (cell.num > 0 && cell.num < 10) expect(states.get(cell.unitId)).not.toBe('shown');
        if (states.get(1) !== 'shown' || hidden.length === 0) return;
        const rest = hidden.reduce((sum, cell) => sum + cell.num, 0);
        const kinds = hidden.map(({ unitId }) => states.get(unitId)!);
        const ways = solutions(rest, kinds);
        kinds.forEach((kind, at) => {
          const values = new Set(ways.map((way) => way[at]));
          if (kind === 'small') expect(values.size, `${nums} ${kinds}`).toBeGreaterThanOrEqual(5);
        });
      }),
      { numRuns: 400 },
    );
  });

  test('no hidden unit can be put together from what stands below it', () => {
    const tree = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(tree, (provinces) => {
        const children = provinces.map((nums, index) => table(nums, index + 2));
        const root: Node = { unitId: 1, num: children.reduce((sum, one) => sum + one.num, 0), children };
        const states = hideCells(root, policy, none);
        for (const province of children) {
          if (states.get(province.unitId) === 'shown') continue;
          expect(statesOf(province, states)).not.toContain('shown');
        }
        const open = (node: Node) =>
          states.get(node.unitId) === 'shown'
            ? node.children.filter(({ unitId }) => states.get(unitId) !== 'shown').length
            : 2;
        for (const node of [root, ...children]) expect(open(node)).not.toBe(1);
      }),
      { numRuns: 200 },
    );
  });
});

describe('two snapshots side by side', () => {
  const after = (node: Node, states: Map<number, CellState>): Map<number, Before> =>
    new Map(node.children.map((cell) => [cell.unitId, { num: cell.num, state: states.get(cell.unitId)! }]));

  test('do not tell a small part because another one now hides beside it', () => {
    const first = table([5, 12, 13, 30]);
    const before = hideCells(first, policy, none);
    expect(statesOf(first, before)).toEqual(['small', 'beside', 'shown', 'shown']);
    // Two people moved from the third to the fourth: now the third is the smallest that could hide the first.
    const second = table([5, 12, 11, 32]);
    expect(statesOf(second, hideCells(second, policy, after(first, before)))).toEqual([
      'small',
      'beside',
      'shown',
      'shown',
    ]);
  });

  test.each([
    ['grown', [10, 12, 30]],
    ['gone', [0, 12, 30]],
  ])('show a part that was small a snapshot late, when it has %s', (_, nums) => {
    const first = table([9, 12, 30]);
    const before = hideCells(first, policy, none);
    const second = table(nums);
    const then = hideCells(second, policy, after(first, before));
    expect(statesOf(second, then)).toEqual(['beside', 'beside', 'shown']);
    const third = hideCells(second, policy, after(second, then));
    expect(statesOf(second, third)).toEqual(['shown', 'shown', 'shown']);
  });

  test('of which nothing changed are the same', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 8 }), (nums) => {
        const node = table(nums);
        const states = hideCells(node, policy, none);
        if (states.get(1) !== 'shown') return;
        const again = hideCells(node, policy, after(node, states));
        expect(statesOf(node, again)).toEqual(statesOf(node, states));
      }),
    );
  });
});

test.each([
  [10, 49, { percent: null, edge: '' }],
  [10, null, { percent: null, edge: '' }],
  [12, 50, { percent: 25, edge: '' }],
  [52, 199, { percent: 25, edge: '' }],
  [52, 200, { percent: 26, edge: '' }],
  [190, 200, { percent: 95, edge: '>=' }],
  [230, 200, { percent: 95, edge: '>=' }],
  [10, 1_000, { percent: 5, edge: '<=' }],
  [0, 1_000, { percent: 5, edge: '<=' }],
] as const)('%s of %s is published as %o', (num, people, share) => {
  expect(publishShare(num, people, policy)).toEqual(share);
});
