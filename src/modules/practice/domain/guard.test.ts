import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guard, passesLuhn, realNumbersIn } from './guard.ts';

const slip = { amount: { label: 'Số tiền', value: '45000' }, code: { label: 'Mã', value: '2580' } };

test('Luhn: the example of ISO/IEC 7812 and its neighbour', () => {
  expect(passesLuhn('79927398713')).toBe(true);
  expect(passesLuhn('79927398714')).toBe(false);
});

describe('refuses what could be somebody’s', () => {
  test.each([
    ['001188012345', 'citizen-number'],
    ['001 188 012 345', 'citizen-number'],
    ['số của tôi: 079.095.001.234', 'citizen-number'],
    ['００１１８８０１２３４５', 'citizen-number'],
    ['012345678', 'citizen-number'],
    ['4111-1111-1111-1111', 'bank-card'],
    ['0912345678', 'phone-number'],
    ['+84 912 345 678', 'phone-number'],
    ['024 3825 1234', 'phone-number'],
    ['mã là 481516', 'code'],
  ])('%s as %s', (typed, why) => expect(guard(typed, 'text', slip)).toBe(why));

  test('every twelve or nine digits, however they are parted', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(9, 12)
          .chain((length) => fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length })),
        fc.constantFrom('', ' ', '.', '-'),
        (digits, by) => {
          expect(guard(digits.join(by), 'text', slip)).toBeDefined();
        },
      ),
    );
  });

  test('a code or a password that is not on the slip', () => {
    expect(guard('1111', 'code', slip)).toBe('code');
    expect(guard('matkhau', 'password', slip)).toBe('secret');
    expect(guard('2580', 'password', slip)).toBeUndefined();
  });
});

test.each([
  ['45.000', 'money'],
  ['45000', 'text'],
  ['450000', 'money'],
  ['100000000', 'money'],
  ['Cháu Hạnh', 'text'],
  ['12', 'text'],
  ['', 'code'],
] as const)('takes %s as %s', (typed, kind) => expect(guard(typed, kind, slip)).toBeUndefined());

test('a telephone number in a field for money is a telephone number', () => {
  expect(guard('0912345000', 'money', slip)).toBe('phone-number');
});

test('what scenes may print: numbers that nobody has', () => {
  expect(realNumbersIn('Số 000 000 000 001, gọi 0123 456 789')).toEqual([]);
  expect(realNumbersIn('gọi 0987 654 321')).toEqual(['phone-number']);
});
