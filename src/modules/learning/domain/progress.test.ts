import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldProgress } from './progress.ts';

const steps = ['mot', 'hai', 'ba'];
const event = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('step-seen' as const, 'check-answered' as const, 'lesson-finished' as const),
  lesson: fc.constant('bai'),
  step: fc.constantFrom(...steps),
  at: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  right: fc.boolean(),
});

test('order and repetition of the events do not matter', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(event, { selector: (one) => one.id }),
      fc.infiniteStream(fc.nat()),
      (events, numbers) => {
        const shuffled = events
          .concat(events.slice(0, 3))
          .map((one) => ({ one, key: numbers.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(foldProgress('bai', shuffled, steps)).toEqual(foldProgress('bai', events, steps));
      },
    ),
  );
});

test('resume is the step she stood at last, not the furthest', () => {
  const done = [
    { id: '1', kind: 'step-seen' as const, lesson: 'bai', step: 'ba', at: '2026-11-20T01:00:00.000Z' },
    { id: '2', kind: 'step-seen' as const, lesson: 'bai', step: 'mot', at: '2026-11-21T01:00:00.000Z' },
  ];
  expect(foldProgress('bai', done, steps)).toMatchObject({
    at: 'mot',
    seen: ['mot', 'ba'],
    finishedAt: undefined,
  });
});
