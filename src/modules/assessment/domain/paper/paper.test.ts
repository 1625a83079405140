import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareBank } from '../bank.ts';
import { NO_EXPOSURE } from '../exposure.ts';
import { present } from '../presentation.ts';
import { initialState, replay } from '../replay.ts';
import { markAnswer, solution } from '../scoring.ts';
import { bankItems, everyType, exampleRules } from '../testing.ts';
import { drawPaper } from './form.ts';
import { answerOf, readWritten, writingOf, writtenKey, type Printed } from './letters.ts';
import { readNumber, sheetNumber, shownNumber } from './number.ts';
import { differences, standingOf } from './standing.ts';

const start = { seed: 'phòng 3', seenItems: [], exposure: NO_EXPOSURE };
const rules = { ...exampleRules, paperItems: 20 };
const [items] = fc.sample(bankItems(144), { numRuns: 1, seed: 7 });
const bank = prepareBank('bank', items!);

describe('a printed form', () => {
  test('is the same from the same seed, within the blueprint, and no answer moves it', () => {
    const drawn = drawPaper(bank, rules, start, [])!;
    expect(drawPaper(bank, rules, start, [])).toEqual(drawn);
    expect(drawn.asked).toHaveLength(20);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (rights) => {
        const answers = drawn.asked.map((itemId, place) => ({ itemId, right: rights[place]! }));
        const again = replay(bank, rules, initialState(drawn), answers);
        expect(again).toMatchObject({ kind: 'same', step: { kind: 'finished', answered: 20 } });
      }),
      { numRuns: 5 },
    );
  });

  test('holds nothing that is broken or done on a phone, and is refused where the bank is too small', () => {
    const [first] = drawPaper(bank, rules, start, [])!.asked;
    expect(drawPaper(bank, rules, start, [first!])!.asked).not.toContain(first);
    const tasks = prepareBank(
      'tasks',
      items!.map((item) => ({ ...item, task: true })),
    );
    expect(drawPaper(tasks, rules, start, [])).toBeUndefined();
  });
});

describe('what is written', () => {
  test.each(everyType)('of $type is marked as on a phone', (item) => {
    const question = present(item, 's') as Printed;
    const writing = writingOf(question);
    const key = writtenKey(writing, solution(item, 's'));
    const typed = ` ${[...key].reverse().join(', ').toLowerCase()}`;
    const same = writing.exactly === 'several' || writing.exactly === 1 ? typed : key;
    expect(readWritten(writing, same)).toBe(key);
    expect(markAnswer(item, 's', answerOf(question, key))).toMatchObject({ right: true });
    expect(markAnswer(item, 's', answerOf(question, '-'))).toMatchObject({ right: false, given: null });
    for (const wrong of ['Z', 'AA', 'ABCDEFGHIJKL', '1', '<b>', 'Á'])
      expect(readWritten(writing, wrong)).toBeUndefined();
  });

  test('of pairs may be typed with numbers, in any order', () => {
    const writing = { letters: 'ABC', exactly: 3 } as const;
    expect(readWritten(writing, '2a 1c 3b')).toBe('CAB');
    expect(readWritten(writing, '1c 1a 3b')).toBeUndefined();
    expect(readWritten(writing, 'ca')).toBeUndefined();
    expect(readWritten(writing, '')).toBe('-');
  });
});

test('a wrong digit in the number of a sheet leads nowhere', () => {
  const number = sheetNumber('48271', 13);
  expect(readNumber(shownNumber(number))).toBe(number);
  for (let place = 0; place < number.length; place += 1) {
    const slip = number.slice(0, place) + ((Number(number[place]) + 3) % 10) + number.slice(place + 1);
    expect(readNumber(slip)).toBeUndefined();
  }
  expect(readNumber('4827113')).toBeUndefined();
});

test('two hands that differ are told where', () => {
  const one = { personCode: '117', answers: ['A', 'BC'], isDone: true };
  const other = { ...one, personCode: '171', answers: ['A', 'B'] };
  expect(differences(one, other)).toEqual([-1, 1]);
  const stands = (...hands: (typeof one)[]) => standingOf({ isCounted: false, isVoid: false }, hands);
  expect([stands(), stands({ ...one, isDone: false }), stands(one), stands(one, other)]).toEqual([
    'open',
    'draft',
    'once',
    'differs',
  ]);
});
