import { expect, test } from 'vitest';
import { type Answered, knownLessons } from './known.ts';

const check = (id: string) => ({
  id,
  kind: 'check' as const,
  ask: 'Bác làm gì?',
  many: false,
  choices: ['a', 'b', 'c'].map((one) => ({ id: one, text: one, right: one === 'a', feedback: '' })),
});
const lesson = (competences: string[], tier: number) =>
  ({ competences, tier, steps: ['1', '2', '3', '4'].map(check) }) as never;
const lessons = new Map([
  ['goi-video', lesson(['2.1'], 2)],
  ['nhan-tin', lesson(['2.1'], 2)],
  ['hop-tu-xa', lesson(['2.1'], 4)],
  ['mat-khau', lesson(['4.2'], 2)],
]);
const right = (step: string, day: string, isRight = true): Answered => ({
  lesson: 'goi-video',
  step,
  right: isRight,
  day,
});

test('a lesson is known when answers of its competence and tier were right, and no other is', () => {
  const isKnown = knownLessons(
    ['1', '2', '3', '4'].map((step) => right(step, '2026-11-20')),
    lessons,
  );
  expect(isKnown('nhan-tin')).toBe(true);
  // Two tiers above, and never asked about.
  expect(isKnown('hop-tu-xa')).toBe(false);
  expect(isKnown('mat-khau')).toBe(false);
  expect(isKnown('khong-co')).toBe(false);
});

test('the right try after wrong ones of the same day proves nothing', () => {
  const tries = ['1', '2', '3', '4'].flatMap((step) => [
    right(step, '2026-11-20', false),
    right(step, '2026-11-20'),
  ]);
  expect(knownLessons(tries, lessons)('nhan-tin')).toBe(false);
});

test('nobody is sent past a lesson for one lucky tap', () => {
  expect(knownLessons([right('1', '2026-11-20')], lessons)('nhan-tin')).toBe(false);
  expect(knownLessons([], lessons)('nhan-tin')).toBe(false);
});
