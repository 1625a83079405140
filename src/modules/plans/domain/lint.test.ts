import { describe, expect, test } from 'vitest';
import { firstDueDay, isWorkingDay, lintPlan, type ParentTarget } from './lint.ts';
import type { PlansPolicy } from './policy.ts';
import { readPlan } from './reader/read-plan.ts';

const policy: PlansPolicy = {
  id: 'plans',
  source: 'Nghị định 09/2019/NĐ-CP',
  reporting: { cutoff_day: 14, working_days: 1 },
  fourth_friday: 'fourth-friday',
  holidays: { source: '', fixed: ['09-02'], dates: [] },
};
const codes = (text: string, parents: ParentTarget[] = []) =>
  lintPlan(readPlan(text), policy, parents).map(({ code }) => code);

describe('targets', () => {
  test('more than everybody', () =>
    expect(codes('I. CHỈ TIÊU\n- Trên 100% học sinh trung học biết giữ mật khẩu.')).toEqual([
      'over-100-percent',
    ]));
  test('no number', () =>
    expect(codes('I. CHỈ TIÊU\n- Tỷ lệ người dân được xác nhận trên VNeID cao.')).toEqual(['unquantified']));
  test('two in one bullet', () =>
    expect(
      codes('I. CHỈ TIÊU\n- 85% người dân có điện thoại thông minh; 50% người dân có tài khoản.'),
    ).toEqual(['two-in-one', 'two-in-one']));
  test('exactly everybody is well', () =>
    expect(codes('I. CHỈ TIÊU\n- 100% học sinh trung học biết giữ mật khẩu.')).toEqual([]));

  const text = 'KẾ HOẠCH\nHọc số năm 2025\nI. CHỈ TIÊU\n- 80% cán bộ, công chức có kỹ năng số.';
  const parent = {
    indicator: 'officials-confirmed',
    group: 'officials',
    year: 2025,
    operator: '>=',
    plan: 'tỉnh',
  };
  test('weaker than the plan above', () => {
    const [lint] = lintPlan(readPlan(text), policy, [{ ...parent, value: 95 }]);
    expect(lint).toMatchObject({ code: 'weaker-than-parent', own: 80, parent: { value: 95 } });
    expect(codes(text, [{ ...parent, operator: '>', value: 80 }])).toEqual(['weaker-than-parent']);
  });
  test('as strong, or of another year, is well', () => {
    expect(codes(text, [{ ...parent, value: 80 }])).toEqual([]);
    expect(codes(text, [{ ...parent, year: 2026, value: 95 }])).toEqual([]);
  });
});

describe('tasks', () => {
  const task = (lead: string) =>
    `I. NHIỆM VỤ\n1. Mở lớp học buổi tối cho người cao tuổi\n${lead}- Thời gian: Quý IV/2025\n`;
  test('nobody leads', () => expect(codes(task(''))).toEqual(['no-lead']));
  test('a group leads', () =>
    expect(codes(task('- Chủ trì: Các sở, ban, ngành, địa phương\n'))).toEqual(['lead-is-group']));
  test('schools of a place are a group', () =>
    expect(codes(task('- Chủ trì: Các trường học trên địa bàn phường\n'))).toEqual(['lead-is-group']));
  test('one unit leads', () => expect(codes(task('- Chủ trì: Phòng Văn hóa - Xã hội phường\n'))).toEqual([]));
});

describe('reporting against Nghị định 09/2019/NĐ-CP', () => {
  const text = (words: string) =>
    `KẾ HOẠCH\nHọc số giai đoạn 2025-2026\nI. TỔ CHỨC THỰC HIỆN\n- Các đơn vị báo cáo ${words}.\n`;
  test('before the 15th leaves no working day after the data are closed on the 14th', () => {
    const [lint] = lintPlan(readPlan(text('định kỳ trước ngày 15 tháng cuối mỗi quý')), policy);
    if (lint?.code !== 'breaks-regime') throw new Error('not seen');
    // The days of the table in the decree's reading: Q3 and Q4 of 2025, Q1 and Q2 of 2026.
    expect(lint.periods.slice(2, 6)).toEqual([
      { until: '2025-09-14', allowed: '2025-09-14', possible: '2025-09-15' },
      { until: '2025-12-14', allowed: '2025-12-14', possible: '2025-12-15' },
      { until: '2026-03-14', allowed: '2026-03-14', possible: '2026-03-16' },
      { until: '2026-06-14', allowed: '2026-06-14', possible: '2026-06-15' },
    ]);
  });
  test('the 20th is late enough', () =>
    expect(codes(text('định kỳ hằng quý, chậm nhất ngày 20 tháng cuối quý'))).toEqual([]));
  test('days off are no working days', () => {
    expect(isWorkingDay('2025-09-02', policy)).toBe(false);
    expect(isWorkingDay('2025-09-06', policy)).toBe(false);
    expect(firstDueDay('2025-09-01', policy)).toBe('2025-09-03');
  });
});
