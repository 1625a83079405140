import { expect, test } from 'vitest';
import {
  CONDITION_OPS,
  dataOf,
  EFFECT_OPS,
  renamed,
  rowsOf,
  typeOfVariable,
  variablesOf,
} from './scene-rows.ts';

const state = {
  paid: false,
  size: { values: { nho: 'Nhỏ', to: 'To' } },
  bell: { min: 0, max: 7, start: 2 },
  ten: '',
};

test('a condition and what a tap does are lines of a form, and the same again', () => {
  const goal = {
    is: { paid: true, size: 'to', bell: 3, ten: '{slip.ten}' },
    atLeast: { bell: 2 },
    screen: 'xong',
  };
  const rows = rowsOf(goal, CONDITION_OPS)!;
  expect(rows.map(({ op, name, value }) => `${op} ${name} ${value}`.trim())).toEqual([
    'is paid true',
    'is size to',
    'is bell 3',
    'is ten {slip.ten}',
    'atLeast bell 2',
    'screen xong',
  ]);
  expect(dataOf(rows, state)).toEqual(goal);
  const effects = [{ set: { paid: true }, add: { bell: -1 }, goto: 'xong' }];
  expect([dataOf(rowsOf(effects, EFFECT_OPS)!, state)]).toEqual(effects);
  expect([rowsOf(undefined, EFFECT_OPS), dataOf([], state)]).toEqual([[], undefined]);
});

test.each([
  ['one in another', { not: { is: { paid: true } } }, CONDITION_OPS],
  ['one of several', { any: [{ is: { paid: true } }] }, CONDITION_OPS],
  ['an effect that asks first', { when: { is: { paid: true } }, goto: 'xong' }, EFFECT_OPS],
  ['several effects', [{ goto: 'a' }, { goto: 'b' }], EFFECT_OPS],
  ['no data at all', 'xong', CONDITION_OPS],
])('%s is shown by its source', (_, data, ops) => expect(rowsOf(data, ops)).toBeUndefined());

test('variables are told apart by how they are declared, and keep their order under another name', () => {
  expect(Object.values(state).map(typeOfVariable)).toEqual(['bool', 'choice', 'number', 'text']);
  expect([variablesOf(state, ['bool', 'text']), variablesOf(undefined)]).toEqual([['paid', 'ten'], []]);
  expect(Object.keys(renamed(state, 'size', 'co'))).toEqual(['paid', 'co', 'bell', 'ten']);
});
