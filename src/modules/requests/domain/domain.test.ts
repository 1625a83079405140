import { expect, test } from 'vitest';
import { duplicatesOf, loadOf, median, quarterDays, quartersBack, type Asked } from './burden.ts';
import { planAsking, sameAs, similarLabels } from './plan.ts';
import { actsOf } from './request.ts';

test('only what is not known is asked, and a unit of which all is known is spared', () => {
  const plan = planAsking([0, 1, 2], [new Set([0, 1, 2]), new Set([0]), new Set([0, 2])]);
  expect(plan).toMatchObject({ toAsk: 2, spared: 1, fields: 3, known: 6 });
  expect([...plan.knownFor.values()]).toEqual([3, 1, 2]);
});

test('a question in other words is found beside the number that is there', () => {
  const cells = [
    { label: 'Lớp tập huấn, lớp cộng đồng đã mở trong kỳ' },
    { label: 'Tổ công nghệ số cộng đồng đang hoạt động' },
  ];
  expect(similarLabels('So to cong nghe so cong dong dang hoat dong', cells)).toEqual([cells[1]]);
  expect(similarLabels('Số máy chiếu', cells)).toEqual([]);
  expect(sameAs('', 'Số máy chiếu')).toBe(sameAs('', 'so  may chieu'));
});

const asked = (what: string, more: Partial<Asked> = {}): Asked => ({
  unitId: 1,
  asker: 9,
  what,
  on: '2026-11-20',
  period: '2026-Q4',
  fields: [{ sameAs: 'teams', label: 'Tổ' }],
  known: 0,
  declared: null,
  measured: null,
  ...more,
});

test('the meter adds what was declared, takes the middle of what was measured, and invents neither', () => {
  expect(loadOf([asked('a', { declared: 30 }), asked('b', { measured: 12, known: 4 })])).toEqual({
    times: 2,
    fields: 2,
    known: 4,
    declared: 30,
    declaredOf: 1,
    measured: 12,
    measuredOf: 1,
  });
  expect(loadOf([asked('a')])).toMatchObject({ declaredOf: 0, measured: null });
  expect(median([1, 100, 3, 2])).toBe(2.5);
});

test('the same question of the same period twice is a duplicate; of another period or unit it is not', () => {
  const twice = [
    asked('Báo cáo quý', { on: '2026-12-18' }),
    asked('Yêu cầu 1'),
    asked('Yêu cầu 2', { period: '2026-Q3' }),
  ];
  expect(duplicatesOf([...twice, asked('Yêu cầu 1', { unitId: 2 })])).toEqual([
    {
      label: 'Tổ',
      period: '2026-Q4',
      asked: [
        { what: 'Yêu cầu 1', on: '2026-11-20' },
        { what: 'Báo cáo quý', on: '2026-12-18' },
      ],
      units: 1,
    },
  ]);
});

test('quarters', () => {
  expect(quarterDays('2026-Q2')).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  expect(quartersBack('2026-Q1', 3)).toEqual(['2026-Q1', '2025-Q4', '2025-Q3']);
});

test('leaders send, clerks prepare, and nobody answers what is closed', () => {
  const clerk = { clerk: true, leader: false };
  const leader = { clerk: false, leader: true };
  expect(actsOf({ request: 'draft', part: null, ...clerk })).toEqual(['discard']);
  expect(actsOf({ request: 'draft', part: null, ...leader })).toEqual(['send', 'discard']);
  expect(actsOf({ request: 'sent', part: 'opened', ...clerk })).toEqual([]);
  expect(actsOf({ request: 'sent', part: 'returned', ...leader })).toEqual(['answer']);
  expect(actsOf({ request: 'closed', part: 'opened', ...leader })).toEqual([]);
});
