import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { Item } from '../item.ts';
import { present } from '../presentation.ts';
import { markAnswer, solution } from '../scoring.ts';
import { everyType, single } from '../testing.ts';
import { checkItem } from './check-item.ts';
import { evaluate, holds } from './expression.ts';
import {
  allVariants,
  countVariants,
  fillText,
  MOST_VARIANTS,
  variantIndex,
  variantOf,
  Vary,
} from './vary.ts';

const template: Item = {
  ...single,
  id: '3.4-09',
  ask: '{nguoi.ten} mua {so} cân cam, mỗi cân {gia|tien}. {nguoi.ten} trả bao nhiêu?',
  options: [
    { id: 'a', text: '{so * gia|tien}', right: true },
    { id: 'b', text: '{so + 1000|tien}', right: false },
    { id: 'c', text: '{gia|tien}', right: false },
  ],
  vary: {
    nguoi: [{ ten: 'Chị Hoa' }, { ten: 'Anh Kha' }],
    so: { from: 2, to: 6 },
    gia: [20_000, 30_000, 45_000],
  },
  sure: ['so * gia > gia'],
};
const faultsOf = (change: Partial<Item>) => checkItem({ ...template, ...change } as Item);

describe('a template', () => {
  it('shows a session one variant, always the same, and another session another', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(present(template, seed)).toEqual(present(template, seed));
        expect(present(template, seed)).toEqual(present(variantOf(template, seed), seed));
        const index = variantIndex(template, seed);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThan(countVariants(template));
      }),
    );
    const shown = new Set(Array.from({ length: 400 }, (_, seed) => variantIndex(template, `seed-${seed}`)));
    expect(shown.size).toBe(countVariants(template));
  });

  it('is whole in every variant: nothing left to fill, a key that is right, texts that differ', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const variant = variantOf(template, seed);
        const { ...written } = variant;
        expect(v.safeParse(Item, written).issues).toBeUndefined();
        expect(JSON.stringify(variant)).not.toMatch(/[{|]\w/);
        expect(markAnswer(template, seed, solution(template, seed))).toMatchObject({ right: true });
      }),
    );
    const texts = allVariants(template).map(({ ask }) => ask);
    expect(new Set(texts).size).toBe(30);
    expect(texts).toContain('Anh Kha mua 3 cân cam, mỗi cân 45.000 đồng. Anh Kha trả bao nhiêu?');
    expect(checkItem(template)).toEqual([]);
  });

  it('leaves an item without parameters as it is', () => {
    for (const item of everyType) expect(variantOf(item, 'x')).toBe(item);
  });
});

describe('the check of a template', () => {
  it.each([
    ['a name that is no parameter', { ask: 'Chào {ai}!' }, '“ai” is no parameter'],
    ['a text in arithmetic', { why: '{nguoi.ten * 2}' }, '“nguoi.ten” is no number'],
    ['a key that is no longer right', { sure: ['so > 2'] }, 'so > 2 does not hold'],
    [
      'two choices alike in one variant',
      { options: [...template.options, { id: 'd', text: '{so * 20000|tien}', right: false }] },
      'texts must differ within an item',
    ],
    [
      'choices that differ by a capital',
      {
        options: [
          ...template.options,
          { id: 'd', text: 'Có.', right: false },
          { id: 'e', text: 'có', right: false },
        ],
      },
      'two choices read the same',
    ],
    ['a text too long for a phone', { why: 'a '.repeat(125).trim() }, 'why has more than 240 signs'],
    ['what could be a telephone number', { why: 'Gọi 0912 345 678.' }, 'could be a real phone-number'],
    ['an identity number', { why: 'Số 001 099 000 123.' }, 'could be a real citizen-number'],
    ['a bank card', { why: 'Thẻ 4111 1111 1111 1111.' }, 'could be a real bank-card'],
    ['a parameter that changes nothing', { vary: { ...template.vary, thua: [1, 2] } }, 'read the same'],
  ])('tells %s', (_, change, what) => {
    expect(faultsOf(change as Partial<Item>).join('\n')).toContain(what);
  });

  it('refuses parameters without a choice and more variants than anybody would read', () => {
    const isVary = (vary: unknown) => v.safeParse(Vary, vary).success;
    expect(isVary({})).toBe(false);
    expect(isVary({ so: [1] })).toBe(false);
    expect(isVary({ so: { from: 3, to: 3 } })).toBe(false);
    expect(isVary({ so: { from: 1, to: MOST_VARIANTS + 1 } })).toBe(false);
    expect(isVary({ 'Có dấu': [1, 2] })).toBe(false);
  });
});

describe('arithmetic of a template', () => {
  it('minds brackets and the order of signs', () => {
    expect(evaluate('(a + 2) * 3 - a / 2', { a: 4 })).toBe(16);
    expect(() => evaluate('a - 9', { a: 4 })).toThrow('no whole number');
    expect(() => evaluate('a / 3', { a: 4 })).toThrow('no whole number');
    expect(() => evaluate('(a', { a: 4 })).toThrow('closing bracket');
    expect(() => evaluate('a b', { a: 4, b: 1 })).toThrow('no arithmetic');
    expect(() => evaluate('process.exit', {})).toThrow('no parameter');
    expect(holds('a * 2 <= 8', { a: 4 })).toBe(true);
    expect(holds('a != 4', { a: 4 })).toBe(false);
  });

  it('writes money and large numbers as people read them', () => {
    expect(fillText('{gia|tien}, {gia|so}, {viec|hoa}', { gia: 1250000, viec: 'đi chợ' })).toBe(
      '1.250.000 đồng, 1.250.000, Đi chợ',
    );
  });
});
