import fc from 'fast-check';
import { Rating } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { foldMemory, rate, SLOW_SECONDS, type Attempt } from './memory.ts';
import { planReview, SESSION, type Recalled } from './review.ts';

const time = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const recalled = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('check-answered' as const, 'check-answered' as const, 'lesson-finished' as const),
  lesson: fc.constantFrom('mot', 'hai', 'ba'),
  step: fc.constantFrom('x', 'y', 'z'),
  at: time,
  right: fc.boolean(),
  took: fc.option(fc.nat(300)),
  purpose: fc.constantFrom('lesson' as const, 'review' as const),
});
const history = fc.uniqueArray(recalled, { selector: (one) => one.id, maxLength: 60 });
const day = (offset: number): string => new Date(Date.UTC(2026, 10, 1 + offset)).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

describe('the schedule', () => {
  test('is the same for any order and any repetition', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (events, numbers) => {
        const shuffled = events
          .concat(events.slice(0, 7))
          .map((one) => ({ one, key: numbers.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(planReview(shuffled, '2027-01-01')).toEqual(planReview(events, '2027-01-01'));
      }),
    );
  });

  test('asks again after one day at the earliest and ninety at the latest, and only of finished lessons', () => {
    fc.assert(
      fc.property(history, (events) => {
        const finished = new Set<string>(
          events.filter((one) => one.kind === 'lesson-finished').map((one) => one.lesson),
        );
        const { all } = planReview(events, '2027-01-01');
        for (const { lesson } of all) expect(finished.has(lesson)).toBe(true);
        const attempts = events.map((one): Attempt => ({ ...one, item: `${one.lesson} ${one.step}` }));
        for (const { last, due } of foldMemory(attempts)) {
          expect(daysBetween(last, due)).toBeGreaterThanOrEqual(1);
          expect(daysBetween(last, due)).toBeLessThanOrEqual(90);
        }
      }),
    );
  });

  test('never asks for more than one short session a day, however much has waited', () => {
    fc.assert(
      fc.property(history, (events) => {
        expect(planReview(events, '2028-01-01').now.length).toBeLessThanOrEqual(SESSION);
      }),
    );
  });
});

const answer = (on: string, right: boolean, more: Partial<Recalled> = {}): Recalled => ({
  id: crypto.randomUUID(),
  kind: 'check-answered',
  lesson: 'bai',
  step: 'hoi',
  at: `${on}T03:00:00.000Z`,
  right,
  took: 20,
  purpose: 'lesson',
  ...more,
});
const finished = (on: string, lesson = 'bai'): Recalled =>
  answer(on, false, { kind: 'lesson-finished', lesson, step: 'het' });

describe('how well something is remembered', () => {
  test.each([
    ['right at once', [true], 20, Rating.Easy],
    ['right at once, but slowly', [true], SLOW_SECONDS + 1, Rating.Good],
    ['right after one wrong', [false, true], 20, Rating.Good],
    ['right after several wrong', [false, false, true], 20, Rating.Hard],
    ['never right', [false, false], 20, Rating.Again],
    ['right, and tried again afterwards', [true, false], 20, Rating.Easy],
  ])('%s', (_name, tries, took, grade) => {
    expect(rate(tries.map((right) => ({ right, took })))).toBe(grade);
  });

  test('nothing is due before the lesson is finished, then after a few days', () => {
    expect(planReview([answer(day(0), true)], day(30)).all).toEqual([]);
    const known = [answer(day(0), true), finished(day(0))];
    const { all, now } = planReview(known, day(0));
    expect(now).toEqual([]);
    expect(daysBetween(day(0), all[0]!.due)).toBeGreaterThanOrEqual(2);
    expect(daysBetween(day(0), all[0]!.due)).toBeLessThanOrEqual(7);
  });

  test('what is known comes back ever more rarely, what failed comes back soon', () => {
    const known = [answer(day(0), true), finished(day(0))];
    const gaps: number[] = [];
    let asked = day(0);
    for (let turn = 0; turn < 6; turn++) {
      const { due } = planReview(known, asked).all[0]!;
      gaps.push(daysBetween(asked, due));
      asked = due;
      known.push(answer(asked, true, { purpose: 'review' }));
    }
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(gaps.at(-1)).toBe(90);
    known.push(answer(day(900), false, { purpose: 'review' }));
    const after = planReview(known, day(900)).all[0]!.due;
    expect(daysBetween(day(900), after)).toBeLessThanOrEqual(30);
  });

  test('after a session nothing more is asked that day; what is left comes tomorrow', () => {
    const steps = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const learned = [finished(day(0)), ...steps.map((step) => answer(day(0), true, { step }))];
    const first = planReview(learned, day(40));
    expect(first.now).toHaveLength(SESSION);
    const done = first.now.map(({ step }) => answer(day(40), true, { step, purpose: 'review' }));
    const after = planReview([...learned, ...done], day(40));
    expect(after.now).toEqual([]);
    expect(after.next).toBe(day(41));
    expect(planReview([...learned, ...done], day(41)).now).toHaveLength(2);
  });

  test('a check that was taken out of its lesson is not asked', () => {
    const known = [answer(day(0), true), finished(day(0))];
    expect(planReview(known, day(60), () => false)).toEqual({ now: [], all: [], next: undefined });
  });

  test('the day is the Vietnamese one', () => {
    const late = [answer(day(0), true, { at: `${day(0)}T17:30:00.000Z` }), finished(day(0))];
    const early = [answer(day(1), true), finished(day(0))];
    expect(planReview(late, day(60)).all).toEqual(planReview(early, day(60)).all);
  });
});
