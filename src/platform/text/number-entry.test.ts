import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumber, writeNumber } from './number-entry.ts';

test.each([
  ['1234', 1234],
  ['1.234', 1234],
  ['1.234.567', 1_234_567],
  [' 12 345 ', 12_345],
  ['+7', 7],
  ['0', 0],
])('%s is the whole number %d', (typed, value) => {
  expect(readNumber(typed)).toEqual({ kind: 'number', value });
});

test.each([
  ['1.234,5', 1234.5],
  ['8,5', 8.5],
  ['1234,25', 1234.25],
])('%s has decimals where they may stand', (typed, value) => {
  expect(readNumber(typed, 2)).toEqual({ kind: 'number', value });
});

test.each([
  // The same number as English writes it: told apart, never read as thousands.
  ['1,234.5', 'english-separators'],
  ['1,234,567', 'english-separators'],
  ['-5', 'negative'],
  ['−5', 'negative'],
  ['8.5', 'unclear-point'],
  ['12.34', 'unclear-point'],
  ['1.2345', 'unclear-point'],
  ['1234.567', 'unclear-point'],
  // In Vietnam the comma stands before decimals: 1,234 people is not a thousand.
  ['1,234', 'not-whole'],
  ['1.23,4', 'not-a-number'],
  ['mười', 'not-a-number'],
  ['12 %', 'not-a-number'],
  ['=1+1', 'not-a-number'],
  ['1e5', 'not-a-number'],
  ['9999999999999', 'too-large'],
])('%s is refused: %s', (typed, fault) => {
  expect(readNumber(typed)).toEqual({ kind: 'fault', fault });
});

test('decimals past what a cell holds are refused, not rounded', () => {
  expect(readNumber('8,555', 2)).toEqual({ kind: 'fault', fault: 'too-many-decimals' });
});

test('what is written is read again as the same number', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.integer({ min: 0, max: 99 }),
      (whole, cents) => {
        const value = Number(`${whole}.${String(cents).padStart(2, '0')}`);
        expect(readNumber(writeNumber(value), 2)).toEqual({ kind: 'number', value });
      },
    ),
  );
});
