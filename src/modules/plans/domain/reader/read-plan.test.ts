import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlan, wordsAt, type PlanReading } from './read-plan.ts';
import type { Quote } from './text.ts';

function quotesOf(value: unknown): Quote[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(quotesOf);
  const inner = Object.values(value).flatMap(quotesOf);
  return 'spans' in value && 'text' in value ? [value as Quote, ...inner] : inner;
}

/** Everything that is quoted stands in the source, in the place that is named. */
function hasTruePlaces(source: string, reading: PlanReading): void {
  for (const { text, spans } of quotesOf(reading)) {
    for (const [start, end] of spans) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(source.length);
      expect(start).toBeLessThan(end);
    }
    const letters = (words: string) => words.normalize('NFC').replaceAll(/\s/g, '');
    expect(letters(wordsAt(source, spans))).toBe(letters(text));
  }
}

const fragments = [
  'KẾ HOẠCH',
  'I. MỤC TIÊU',
  'II. NHIỆM VỤ',
  'Số: 12/KH-UBND',
  'TT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian',
  'STT\tNội dung\tChủ trì\tThời gian',
  '1\tMở lớp\tĐoàn xã\tTháng 9/2025',
  '| 1 | a | b |',
  '1. Mở lớp',
  '1.1. Mở lớp (Chủ trì: A; phối hợp: B',
  'a) Nội dung:',
  '- Đơn vị chủ trì: Phòng Văn hóa',
  '- Thời gian thực hiện: Quý IV/2025',
  'Trên 120% người dân; tỷ lệ hộ dân cao',
  'mỗi xã có ít nhất 3 điểm',
  'Giao Sở X chủ trì, phối hợp với Y; hoàn thành trước 1/1/2026',
  'a\u0302\u0301',
  '\f',
  './.',
  'PHỤ LỤC',
  '%%%',
  '((((((',
  '\u0000',
  '𝔸',
];

describe('any text', () => {
  test('never fails, quotes nothing that does not stand there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 30 })),
            fc.constantFrom('\n', ' \n', '\n\n ', ' '),
          ),
          {
            maxLength: 40,
          },
        ),
        (parts) => {
          const source = parts.flat().join('');
          hasTruePlaces(source, readPlan(source));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('without a plan in it gives nothing', () => {
    for (const source of [
      '',
      '\n\n',
      'Chào bác, mai họp tổ lúc 8 giờ nhé.',
      '%PDF-1.7\n\u0000\u0001 obj stream',
      '{"a": [1, 2]}',
    ])
      expect(readPlan(source)).toMatchObject({
        targets: [],
        tasks: [],
        reporting: [],
        header: { issuer: null, number: null, date: null, title: null, bases: [], period: null },
      });
  });

  test('of great length is read to a limit and says so', () => {
    const long = `I. NHIỆM VỤ\n${'1. Mở lớp học (Chủ trì: Đoàn xã; thời gian: tháng 9/2025).\n'.repeat(30_000)}`;
    const reading = readPlan(long);
    expect(reading.cutShort).toBe(true);
    expect(reading.tasks.length).toBeGreaterThan(10_000);
  });

  test('in which one line is very long or brackets never close does not hang it', () => {
    for (const source of [
      `I. MỤC TIÊU\n- ${'mỗi xã '.repeat(20_000)}`,
      `I. NHIỆM VỤ\n1. ${'giao '.repeat(20_000)}chủ trì`,
      `II. CHỈ TIÊU\n- tỷ lệ ${'1.000.000 '.repeat(10_000)}% cao`,
      `${'('.repeat(50_000)}Chủ trì: `,
      `Thực hiện ${'12-'.repeat(30_000)}`,
    ])
      expect(() => readPlan(source)).not.toThrow();
  });
});

describe('what is unsure', () => {
  test('a deadline that no grammar knows keeps its words and is doubted', () => {
    const [task] = readPlan(
      'I. NHIỆM VỤ\n1. Gửi hàng vào đất liền\n- Chủ trì: Bưu điện\n- Thời gian: Khi có tàu\n',
    ).tasks;
    expect(task?.deadline).toMatchObject({ text: 'Khi có tàu', kind: 'unknown', due: null });
    expect(task?.doubts).toContain('deadline');
  });

  test('two tasks with one number are both doubted', () => {
    const { tasks } = readPlan(
      'I. NHIỆM VỤ\n1. Mở lớp học buổi tối\n- Chủ trì: Đoàn xã\nII. NHIỆM VỤ KHÁC\n1. Dán bảng chữ to ở chợ\n- Chủ trì: Ban chợ\n',
    );
    expect(tasks.map(({ doubts }) => doubts)).toEqual([['number'], ['number']]);
  });
});
