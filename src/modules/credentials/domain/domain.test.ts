import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCode, readCode, showCode } from './code.ts';
import { maskName } from './names.ts';
import { didOf } from './did.ts';
import { placeAndDate } from './place-and-date.ts';

describe('a verification code', () => {
  test('is read however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (chance) => {
        const code = makeCode(chance);
        const shown = showCode(code);
        expect(readCode(shown)).toBe(code);
        expect(readCode(` ${shown.toLowerCase().replaceAll('-', ' – ')}\u200b `)).toBe(code);
        expect(readCode(shown.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      }),
    );
  });

  test('takes sixty bits of chance: codes of different chance differ', () => {
    const codes = new Set(
      fc.sample(fc.uint8Array({ minLength: 8, maxLength: 8 }), 2000).map((chance) => chance.join()),
    );
    const made = new Set(
      [...codes].map((chance) => makeCode(Uint8Array.from(chance.split(',').map(Number)))),
    );
    expect(made.size).toBeGreaterThan(codes.size * 0.99);
  });

  test.each([
    '',
    'K7QM',
    'K7QM-3XWD-9HTU',
    'K7QM-3XWD-9HTB-1',
    "'; DROP TABLE--",
    '<b>K7QM3XWD9</b>',
    '🙂'.repeat(12),
  ])('is not “%s”', (typed) => expect(readCode(typed)).toBeUndefined());
});

test.each([
  ['Nguyễn Thị Lan', 'N. T. L.'],
  ['H Ƀlŏ Ayŭn', 'H. Ƀ. A.'],
  ['đỗ  ánh'.normalize('NFD'), 'Đ. Á.'],
  ['', ''],
  ['<script>', 'S.'],
])('a stranger sees of “%s” only “%s”', (name, masked) => expect(maskName(name)).toBe(masked));

test.each([
  ['Hà Nội', '2026-01-05', 'Hà Nội, ngày 05 tháng 01 năm 2026'],
  ['Nghệ An', '2026-02-28', 'Nghệ An, ngày 28 tháng 02 năm 2026'],
  ['Đắk Lắk', '2026-03-09', 'Đắk Lắk, ngày 09 tháng 3 năm 2026'],
  [undefined, '2026-11-21', 'Ngày 21 tháng 11 năm 2026'],
])('a date is written as Nghị định 30/2020 asks: %s %s', (place, day, shown) =>
  expect(placeAndDate(place, day)).toBe(shown),
);

test('the issuer’s did is its address (did:web method, §3)', () => {
  expect(didOf('https://hoc.example.vn')).toBe('did:web:hoc.example.vn');
  expect(didOf('http://localhost:3000')).toBe('did:web:localhost%3A3000');
});
