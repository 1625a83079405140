import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonOf } from './attention.ts';
import { addUp, cellOf, cells, isInTime, totalOf } from './cube.ts';
import { deadlineKinds, deadlineOf, nextDay } from './deadline.ts';
import { groupsNamed } from './groups.ts';
import { actsFor, acts, itemStates, STEPS } from './item.ts';

const TODAY = '2026-11-21';
const cell = (
  kind: (typeof deadlineKinds)[number],
  state: (typeof itemStates)[number],
  dueOn: string | null,
  reportedOn: string | null = null,
) => cellOf({ kind, state, inTime: isInTime({ dueOn, reportedOn }, TODAY) });

describe('the cube', () => {
  test.each([
    ['done on its last day', 'dated', 'confirmed', '2026-11-20', '2026-11-20', 'on-time'],
    ['done a day after', 'dated', 'confirmed', '2026-11-20', '2026-11-21', 'late'],
    ['due today', 'dated', 'accepted', '2026-11-21', null, 'in-time'],
    ['due yesterday', 'dated', 'accepted', '2026-11-20', null, 'overdue'],
    ['due yesterday and not answered', 'dated', 'given', '2026-11-20', null, 'overdue'],
    ['reported in time, confirmed by nobody yet', 'dated', 'reported', '2026-11-20', '2026-11-19', 'in-time'],
    ['without end', 'continuous', 'accepted', null, null, 'continuous'],
    ['again and again', 'recurring', 'given', null, null, 'continuous'],
    ['without a day', 'undated', 'accepted', null, null, 'undated'],
    ['done without a day', 'undated', 'confirmed', null, '2026-11-01', 'on-time'],
    ['given back', 'dated', 'declined', '2026-11-20', null, null],
    ['withdrawn', 'dated', 'withdrawn', '2026-11-20', null, null],
  ] as const)('%s', (_, kind, state, dueOn, reportedOn, expected) => {
    expect(cell(kind, state, dueOn, reportedOn)).toBe(expected);
  });

  test('puts every piece of work that somebody has into one cell', () => {
    const item = fc.record({
      kind: fc.constantFrom(...deadlineKinds),
      state: fc.constantFrom(...itemStates),
      inTime: fc.constantFrom(true, false, null),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), (items) => {
        const cube = addUp(items.map((one) => ({ cell: cellOf(one), count: 1 })));
        const had = items.filter(({ state }) => state !== 'declined' && state !== 'withdrawn').length;
        expect(totalOf(cube)).toBe(had);
        expect(Object.keys(cube)).toEqual([...cells]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a deadline', () => {
  test.each([
    ['Trước ngày 15/12/2026', '2026-12-14', null, { kind: 'dated', dueOn: '2026-12-14' }],
    ['Thường xuyên', null, null, { kind: 'continuous', dueOn: null }],
    ['Năm 2026 và các năm tiếp theo', null, null, { kind: 'continuous' }],
    ['10/10 hằng năm', null, 'FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10', { kind: 'recurring' }],
    ['Khi có kinh phí', null, null, { kind: 'undated', dueOn: null }],
    ['', null, null, { kind: 'undated' }],
  ])('%s', (words, due, rrule, expected) => {
    expect(deadlineOf(words, { due, rrule })).toMatchObject(expected);
  });

  test.each([
    ['FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10', '2027-10-10'],
    ['FREQ=MONTHLY;BYDAY=4FR', '2026-11-27'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-12-31'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29'],
    ['FREQ=MONTHLY;INTERVAL=3', null],
  ])('%s comes next on %s', (rrule, expected) => {
    expect(nextDay(rrule, TODAY)).toBe(expected);
  });
});

test.each([
  ['UBND các xã, phường', ['communes']],
  ['Ủy ban nhân dân các xã, phường, đặc khu', ['communes']],
  ['Các sở, ban, ngành, đơn vị, địa phương', ['communes', 'agencies']],
  ['các tổ dân phố, thôn', ['residential-groups']],
  ['Tổ chuyển đổi số cộng đồng', ['residential-groups']],
  ['các trường học trên địa bàn', ['schools']],
  ['Công an các xã, phường', ['police']],
  ['Các tỉnh, thành phố', ['provinces']],
  ['Công an tỉnh', []],
  ['Sở Khoa học và Công nghệ', []],
  ['Đoàn phường', []],
])('“%s” names %j', (words, expected) => {
  expect(groupsNamed(words)).toEqual(expected);
});

test('only whoever gave a task confirms it, and what never ends is not reported as done', () => {
  const item = { state: 'reported', role: 'lead', ends: true } as const;
  expect(actsFor(item, { worker: true, giver: false })).toEqual(['note']);
  expect(actsFor(item, { worker: false, giver: true })).toContain('confirm');
  const standing = { state: 'accepted', role: 'lead', ends: false } as const;
  expect(actsFor(standing, { worker: true, giver: false })).toEqual(['note']);
  const helper = { state: 'given', role: 'coordinating', ends: true } as const;
  expect(actsFor(helper, { worker: true, giver: false })).toEqual(['note']);
  for (const act of acts) for (const from of STEPS[act].from) expect(itemStates).toContain(from);
});

test('a unit is reminded by what presses most', () => {
  const item = {
    state: 'given',
    kind: 'dated',
    dueOn: '2026-11-20',
    reportedOn: null,
    sentBack: false,
  } as const;
  expect(reasonOf(item, TODAY)).toBe('overdue');
  expect(reasonOf({ ...item, dueOn: '2026-11-28' }, TODAY)).toBe('due-soon');
  expect(reasonOf({ ...item, dueOn: '2026-11-29' }, TODAY)).toBe('new');
  expect(reasonOf({ ...item, state: 'accepted', dueOn: null, sentBack: true }, TODAY)).toBe('sent-back');
  expect(reasonOf({ ...item, state: 'reported' }, TODAY)).toBeNull();
});
