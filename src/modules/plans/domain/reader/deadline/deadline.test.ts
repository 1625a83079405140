import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDeadline } from './read-deadline.ts';
import { fourthFridays } from './weekday.ts';

const facts = (text: string, options: Parameters<typeof readDeadline>[1] = {}) => {
  const { kind, from, due, rrule, tentative, dependsOn } = readDeadline(text, options);
  return {
    kind,
    from,
    due,
    ...(rrule && { rrule }),
    ...(tentative && { tentative }),
    ...(dependsOn && { dependsOn }),
  };
};

describe('the wordings of deadlines', () => {
  test.each([
    ['Tháng 9/2025', { kind: 'month', from: '2025-09-01', due: '2025-09-30' }],
    ['Trong tháng 2 năm 2028', { kind: 'month', from: '2028-02-01', due: '2028-02-29' }],
    ['Quý III/2025', { kind: 'quarter', from: '2025-07-01', due: '2025-09-30' }],
    ['Quý III - Quý IV/2025', { kind: 'window', from: '2025-07-01', due: '2025-12-31' }],
    ['Năm 2025–2026', { kind: 'years', from: '2025-01-01', due: '2026-12-31' }],
    ['Năm 2025 và các năm tiếp theo', { kind: 'years-on', from: '2025-01-01', due: null }],
    ['Thường xuyên (bắt đầu từ 9/2025)', { kind: 'standing', from: '2025-09-01', due: null }],
    ['Thường xuyên', { kind: 'standing', from: null, due: null }],
    ['Hoàn thành và duy trì từ 7/2025', { kind: 'kept', from: '2025-07-01', due: '2025-07-31' }],
    [
      '10/10 hằng năm',
      { kind: 'yearly', from: null, due: null, rrule: 'FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10' },
    ],
    ['tháng 9 – tháng 10', { kind: 'window', from: '2025-09-01', due: '2025-10-31' }],
    [
      'Dự kiến 6/2025 (phù hợp tiến độ Trung ương)',
      {
        kind: 'month',
        from: '2025-06-01',
        due: '2025-06-30',
        tentative: true,
        dependsOn: 'tiến độ Trung ương',
      },
    ],
    ['Theo hướng dẫn của Bộ Công an', { kind: 'external', from: null, due: null, dependsOn: 'Bộ Công an' }],
    [
      'Ngày thứ Sáu tuần thứ 4 hằng tháng',
      { kind: 'monthly-weekday', from: null, due: null, rrule: 'FREQ=MONTHLY;BYDAY=4FR' },
    ],
    // “Before” a day ends the day before it.
    ['Trước ngày 01/3/2028', { kind: 'day', from: null, due: '2028-02-29' }],
    ['Chậm nhất ngày 15 tháng 12 năm 2025', { kind: 'day', from: null, due: '2025-12-15' }],
    ['Từ 15/9/2025 đến hết 30/9/2025', { kind: 'window', from: '2025-09-15', due: '2025-09-30' }],
    ['Hằng quý', { kind: 'recurring', from: null, due: null, rrule: 'FREQ=MONTHLY;INTERVAL=3' }],
  ])('%s', (text, wanted) => expect(facts(text, { year: 2025 })).toEqual(wanted));

  test.each(['Khi có điều kiện', 'Tháng 13/2025', '31/02/2025', '', '%', 'tháng 9'])(
    '“%s” is not guessed',
    (text) =>
      expect(readDeadline(text)).toMatchObject({ kind: 'unknown', from: null, due: null, rrule: null }),
  );

  test('a month without a year takes the plan’s only one, and says so', () =>
    expect(readDeadline('Tháng 9', { year: 2026 })).toMatchObject({ due: '2026-09-30', yearInferred: true }));

  test('a scan’s wording means what the clean one means', () => {
    expect(facts('Thudng xuyén, bét dau tir thing 9/2025', { lossy: true })).toEqual(
      facts('Thường xuyên, bắt đầu từ tháng 9/2025'),
    );
    expect(facts('Qu§ III/2025', { lossy: true })).toEqual(facts('Quý III/2025'));
  });

  test('no wording makes it fail, and days are days', () => {
    const words = fc.constantFrom(
      ...[
        'tháng',
        'quý',
        'năm',
        'thứ Sáu',
        'tuần thứ 4',
        'hằng',
        'trước ngày',
        'dự kiến',
        '(',
        ')',
        '/',
        '-',
        'IV',
        '2025',
        '99',
        '0',
        'từ',
        'đến',
        '\u0301',
        '𝔸',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 12 }),
        fc.boolean(),
        (parts, lossy) => {
          const { from, due } = readDeadline(parts.join(' '), { year: 2025, lossy });
          for (const day of [from, due]) if (day) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
          if (from && due) expect(from <= due).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('Friday of the fourth week', () => {
  test('the two meanings differ in ten months of 2025–2027, first on 28 or 21 February 2025', () => {
    const years = [2025, 2026, 2027];
    const first = years.flatMap((year) => fourthFridays(year, 'fourth-friday'));
    const second = years.flatMap((year) => fourthFridays(year, 'fourth-calendar-week'));
    const differing = first.flatMap((day, index) => (day === second[index] ? [] : [[day, second[index]]]));
    expect(differing).toHaveLength(10);
    expect(differing[0]).toEqual(['2025-02-28', '2025-02-21']);
    for (const day of [...first, ...second]) expect(new Date(day).getUTCDay()).toBe(5);
  });

  test('the recurrence of the calendar row names its Fridays', () => {
    const { rrule } = readDeadline('thứ Sáu tuần thứ 4 hằng tháng', { fourthFriday: 'fourth-calendar-week' });
    const days =
      /BYMONTHDAY=([\d,]+)/
        .exec(rrule ?? '')?.[1]
        ?.split(',')
        .map(Number) ?? [];
    for (const day of fourthFridays(2026, 'fourth-calendar-week'))
      expect(days).toContain(Number(day.slice(8)));
  });
});
