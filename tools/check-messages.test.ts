import { expect, test } from 'vitest';
import { doubledKeys, refusalFaults, wordFaults } from './check-messages.ts';
import { textFaults } from './check-sources.ts';

test('both languages have the same keys, the same places, and no empty text', () => {
  const vi = { same: 'Còn {n} phút', only: 'x', empty: ' ', places: '{a}' };
  const en = { same: '{n} minutes left', empty: 'x', places: '{b}', extra: 'x' };
  expect(wordFaults(vi, en)).toEqual([
    'only is missing in en.json',
    'empty is empty in vi.json',
    'places has {a} in vi.json and {b} in en.json',
    'extra is missing in vi.json',
  ]);
});

test('text in decomposed form is refused', () => {
  expect(wordFaults({ a: 'Học'.normalize('NFD') }, { a: 'Learn' })).toHaveLength(1);
});

test('a key written twice is found', () => {
  expect(doubledKeys('{\n "a": "1",\n "a": "2"\n}')).toEqual(['a is written twice']);
});

test('every refusal has words', () => {
  const source = "export const refusals = {\n  'not-there': 404,\n  closed: 409,\n} as const;";
  expect(refusalFaults('m', source, { 'refusal.m/closed': 'x' })).toEqual([
    'refusal.m/not-there has no words',
  ]);
});

test('inline styles, raw HTML and a clock in the domain are found', () => {
  expect(textFaults('src/ui/a.svelte', '<p style="color: red">{@html x}</p>')).toHaveLength(2);
  expect(textFaults('src/ui/a.svelte', '<p class="a">{@html x} <!-- trusted: our own file --></p>')).toEqual(
    [],
  );
  expect(textFaults('src/modules/a/domain/b.ts', 'const now = new Date();')).toHaveLength(1);
  expect(textFaults('src/modules/a/domain/b.ts', 'const then = new Date(0);')).toEqual([]);
});
