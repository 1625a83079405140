import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { everyType, match, multiple, order, single, spot } from './testing.ts';
import type { Item } from './item.ts';
import { displayOrder, entriesOf } from './presentation.ts';
import { Answer } from './answer.ts';
import { markAnswer, solution } from './scoring.ts';

const SEED = 'phiên';
const anyItem = fc.constantFrom(...everyType);

/** The place on the screen of an entry, given its own id. */
function placeOf(item: Item, id: string): string {
  return String(displayOrder(item, SEED).findIndex((entry) => entriesOf(item)[entry]?.id === id) + 1);
}
const isRight = (item: Item, answer: Answer) => {
  const marked = markAnswer(item, SEED, answer);
  return marked.kind === 'marked' ? marked.right : marked.reason;
};

describe('marking', () => {
  it('finds the solution right, whatever the shuffle', () => {
    fc.assert(
      fc.property(anyItem, fc.string(), (item, seed) => {
        expect(markAnswer(item, seed, solution(item, seed))).toMatchObject({ kind: 'marked', right: true });
      }),
    );
  });

  it('takes "I do not know" as an answer that is not right', () => {
    for (const item of everyType) {
      expect(markAnswer(item, SEED, null)).toEqual({ kind: 'marked', right: false, given: null });
    }
  });

  it('of a single choice wants the one right option', () => {
    expect(isRight(single, placeOf(single, 'b'))).toBe(true);
    expect(isRight(single, placeOf(single, 'a'))).toBe(false);
  });

  it('of a multiple choice wants all right options and no other, in any order', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => placeOf(multiple, id));
    expect(isRight(multiple, [a!, c!])).toBe(true);
    expect(isRight(multiple, [c!, a!])).toBe(true);
    expect(isRight(multiple, [a!])).toBe(false);
    expect(isRight(multiple, [a!, b!, c!])).toBe(false);
    expect(isRight(multiple, [])).toBe(false);
  });

  it('of an order wants exactly the sequence', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => placeOf(order, id));
    expect(isRight(order, [a!, b!, c!])).toBe(true);
    expect(isRight(order, [b!, a!, c!])).toBe(false);
    expect(isRight(order, ['1', '2', '3'])).toBe(false);
  });

  it('of a match wants every pair', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => placeOf(match, id));
    expect(isRight(match, { '1': a!, '2': b!, '3': c! })).toBe(true);
    expect(isRight(match, { '1': b!, '2': a!, '3': c! })).toBe(false);
  });

  it('of a message wants all traps and nothing else', () => {
    expect(isRight(spot, ['2', '1'])).toBe(true);
    expect(isRight(spot, ['1'])).toBe(false);
    expect(isRight(spot, ['1', '2', '3'])).toBe(false);
    expect(isRight(spot, [])).toBe(false);
  });

  it('says what was given in the ids of the author, so that answers of different sessions can be counted', () => {
    expect(markAnswer(single, SEED, placeOf(single, 'c'))).toMatchObject({ given: 'c' });
    expect(markAnswer(spot, SEED, ['1', '3'])).toMatchObject({ given: ['a', 'c'] });
    expect(
      markAnswer(match, SEED, {
        '1': placeOf(match, 'b'),
        '2': placeOf(match, 'a'),
        '3': placeOf(match, 'c'),
      }),
    ).toMatchObject({ given: { a: 'b', b: 'a', c: 'c' } });
  });

  it.each<[string, Item, Answer]>([
    ['a list for a single choice', single, ['1']],
    ['an option that was not shown', single, '4'],
    ['an id of the author', single, 'b'],
    ['one id for a multiple choice', multiple, '1'],
    ['an option named twice', multiple, ['1', '1']],
    ['an order with a step missing', order, ['1', '2']],
    ['an order with a step twice', order, ['1', '1', '2']],
    ['a match with a pair missing', match, { '1': '1', '2': '2' }],
    ['a match with a right-hand side twice', match, { '1': '1', '2': '1', '3': '2' }],
    ['a match with a left-hand side too many', match, { '1': '1', '2': '2', '3': '3', '4': '1' }],
    ['a list for a match', match, ['1', '2', '3']],
    ['a part that was not shown', spot, ['9']],
  ])('refuses %s', (_, item, answer) => {
    expect(markAnswer(item, SEED, answer)).toEqual({ kind: 'refused', reason: 'malformed-answer' });
  });

  it('never throws, and finds one answer at most right, whatever is sent', () => {
    const anything = fc.oneof(
      fc.constant(null),
      fc.string({ maxLength: 8 }),
      fc.array(fc.constantFrom('1', '2', '3', '4', 'a', 'proto'), { maxLength: 5 }),
      fc.dictionary(fc.constantFrom('1', '2', '3', 'proto'), fc.constantFrom('1', '2', '3')),
    );
    fc.assert(
      fc.property(anyItem, anything, (item, sent) => {
        const answer = v.parse(Answer, sent);
        const marked = markAnswer(item, SEED, answer);
        if (marked.kind !== 'marked' || !marked.right) return;
        const order = (given: Answer) =>
          item.type === 'order' || !Array.isArray(given) ? given : [...given].sort();
        expect(order(answer)).toEqual(order(solution(item, SEED)));
      }),
      { numRuns: 2000 },
    );
  });
});
