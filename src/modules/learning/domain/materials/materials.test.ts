import { describe, expect, test } from 'vitest';
import type { LessonView, ViewStep } from '../contract.ts';
import { loudspeakerScript as script } from './loudspeaker.ts';
import { slidesOf } from './slides.ts';
import { teacherScript } from './teacher-script.ts';

const read = (id: string, title: string, say: string[], tip?: string) => ({
  id,
  kind: 'read' as const,
  title,
  say,
  ...(tip ? { tip } : {}),
});
const check: ViewStep = {
  id: 'hoi',
  kind: 'check',
  ask: 'Người lạ hỏi mã. Bác làm gì?',
  many: false,
  choices: [
    { id: 'a', text: 'Đọc cho họ', right: false, feedback: 'Họ lấy được tiền. Bác cúp máy đi.' },
    { id: 'b', text: 'Cúp máy', right: true, feedback: 'Đúng rồi. Mã là của riêng mình.' },
  ],
};
const lessonOf = (...steps: ViewStep[]): LessonView => ({
  id: 'thu',
  title: { vi: 'Giữ kín mã', en: 'Keep codes' },
  summary: { vi: 'Bác giữ kín mã.', en: 'You keep codes.' },
  competences: ['4.2'],
  minutes: 4,
  bytes: 0,
  picture: null,
  tier: 1,
  reviewed: '2026-11-21',
  expires: '2027-11-21',
  imitates: null,
  practice: [],
  local: null,
  replaces: null,
  version: '0000000000000000',
  steps,
  next: null,
});
const loudspeakerScript = (lesson: LessonView) => {
  const made = script(lesson);
  return { ...made, lines: made.lines.map(({ text }) => text) };
};
const heard = read('nghe', 'Mã là chìa khoá', [
  'Mã dùng được 1 lần trong 5 phút.',
  'Ai hỏi mã thì bác từ chối.',
  'Bác Tư đã từ chối như vậy.',
  'Bác sĩ cũng không hỏi mã.',
]);
const seen = read('nhin', 'Chạm hình cái chuông', [
  'Bác chạm hình cái chuông.',
  'Rồi bác kéo thanh màu xanh.',
]);

describe('the loudspeaker', () => {
  test('leaves out what has to be seen, and says numbers in words', () => {
    const { lines, onlyInvites } = loudspeakerScript(lessonOf(seen, heard, check));
    expect(onlyInvites).toBe(false);
    expect(lines.join('\n')).not.toMatch(/chuông|màu xanh|\d/);
    expect(lines).toContain('Mã dùng được một lần trong năm phút.');
  });

  test('speaks to everybody, and leaves people their names', () => {
    const text = loudspeakerScript(lessonOf(heard, check)).lines.join('\n');
    expect(text).toContain('Ai hỏi mã thì bà con từ chối.');
    expect(text).toContain('Bác Tư đã từ chối như vậy.');
    expect(text).toContain('Bác sĩ cũng không hỏi mã.');
  });

  test('asks one question and tells its answer', () => {
    const text = loudspeakerScript(lessonOf(heard, check)).lines.join('\n');
    expect(text).toContain('Người lạ hỏi mã. Bà con làm gì?');
    expect(text).toContain('Câu trả lời nên chọn là: cúp máy.');
    expect(text).not.toContain('Đúng rồi');
  });

  test('only invites when little of the lesson works by ear', () => {
    const { onlyInvites, lines } = loudspeakerScript(lessonOf(seen, check));
    expect(onlyInvites).toBe(true);
    expect(lines).toContain('Bà con giữ kín mã.');
  });

  test('keeps no row of counted things with a gap in it', () => {
    const row = read('ba', 'Ba việc', [
      'Một: bác dừng lại.',
      'Hai: bác chạm nút đỏ.',
      'Ba: bác hỏi con.',
      'Bốn: bác báo công an.',
    ]);
    expect(loudspeakerScript(lessonOf(row, heard, check)).lines.join('\n')).not.toMatch(/Ba:/);
  });
});

describe('the teacher’s edition', () => {
  test('gives every step its minutes, and they add up', () => {
    const { parts, minutes } = teacherScript(lessonOf(heard, seen, check));
    expect(parts).toHaveLength(5);
    for (const part of parts) expect(part.minutes * 2).toBe(Math.round(part.minutes * 2));
    expect(minutes).toBe(parts.reduce((sum, part) => sum + part.minutes, 0));
  });

  test('takes longer where hands do something than where ears listen', () => {
    const two = ['Mã là của riêng bác.', 'Không ai được hỏi.'];
    const [, listened, done] = teacherScript(
      lessonOf(read('a', 'Nghe', two), read('b', 'Làm', ['Bác mở máy ra.', 'Bác chạm vào chuông.'])),
    ).parts;
    expect(done!.minutes).toBeGreaterThan(listened!.minutes);
    expect(done!.do.join()).toMatch('Làm mẫu');
    expect(listened!.do.join()).not.toMatch('Làm mẫu');
  });

  test('has the repair beside each likely wrong answer', () => {
    const part = teacherScript(lessonOf(heard, check)).parts.at(-2)!;
    expect(part.right).toEqual(['B. Cúp máy. Đúng rồi. Mã là của riêng mình.']);
    expect(part.wrong).toEqual([{ answer: 'A. Đọc cho họ', repair: 'Họ lấy được tiền. Bác cúp máy đi.' }]);
  });
});

describe('the slides', () => {
  test('hold three lines at most, all of them in order, the tip with the last', () => {
    const long = read('dai', 'Dài', ['1', '2', '3', '4', '5'], 'Nhớ');
    const slides = slidesOf(lessonOf(long)).filter((slide) => slide.kind === 'read');
    expect(slides.map(({ lines }) => lines)).toEqual([
      ['1', '2', '3'],
      ['4', '5'],
    ]);
    expect(slides.map(({ tip }) => tip)).toEqual([undefined, 'Nhớ']);
  });

  test('ask before they answer', () => {
    expect(slidesOf(lessonOf(check)).map(({ kind }) => kind)).toEqual(['title', 'ask', 'answer', 'end']);
  });
});

describe('in another language', () => {
  // Made-up words: no language says this.
  const variants = {
    rad: {
      title: { text: '[Giữ kín mã]', outdated: true as const },
      steps: {
        nghe: Object.fromEntries([
          ['title', '[Mã là chìa khoá]'],
          ...heard.say.map((sentence, place) => [`say.${place}`, `[${sentence}]`]),
        ]),
      },
      outdated: ['nghe'],
    },
  };
  const lesson = { ...lessonOf(heard, check), variants };
  const chain = ['rad', 'vi'] as const;

  test('a slide says what it is written in, and whether it is out of date; what nobody translated stays', () => {
    expect(slidesOf(lesson, chain).map(({ kind, language, outdated }) => [kind, language, outdated])).toEqual(
      [
        ['title', 'rad', true],
        ['read', 'rad', true],
        ['read', 'rad', true],
        ['ask', 'vi', false],
        ['answer', 'vi', false],
        ['end', 'rad', false],
      ],
    );
  });

  test('the loudspeaker reads the same sentences, as they were translated', () => {
    const { lines } = script(lesson, chain);
    expect(lines).toContainEqual({ text: '[Bác sĩ cũng không hỏi mã.]', language: 'rad' });
    expect(lines).toHaveLength(loudspeakerScript(lesson).lines.length);
  });

  test('the teacher has the same minutes for doing, and the words of the learners', () => {
    const { parts } = teacherScript(lesson, chain);
    expect(parts[1]).toMatchObject({ title: '[Mã là chìa khoá]', language: 'rad', outdated: true });
    expect(parts[1]!.do).toEqual(teacherScript(lesson).parts[1]!.do);
  });
});
