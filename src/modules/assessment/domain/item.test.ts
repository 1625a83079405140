import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { everyType, match, multiple, order, single, spot } from './testing.ts';
import { competenceOfItem, Item, ItemFile } from './item.ts';

const faultsOf = (item: unknown) => v.safeParse(Item, item).issues?.map(({ message }) => message) ?? [];

describe('an item', () => {
  it.each(everyType)('of type $type is read as written', (item) => {
    expect(v.parse(Item, item)).toEqual(item);
  });

  it('has its text brought to NFC', () => {
    const decomposed = { ...single, ask: single.ask.normalize('NFD') };
    expect(v.parse(Item, decomposed).ask).toBe(single.ask.normalize('NFC'));
  });

  it.each(['\u200b', '\u200d', '\ufeff', '\u00ad', '\u202e', '\u2066', '\u0000', '\t'])(
    'with the invisible character %j is refused',
    (character) => {
      expect(faultsOf({ ...single, why: `Vì${character}sao` })).toEqual([
        'text must not hold invisible characters',
      ]);
    },
  );

  it('may hold line breaks and every Vietnamese letter', () => {
    expect(faultsOf({ ...single, why: 'Dòng một.\nẮẰẲẴẶ ẤẦẨẪẬ ỨỪỬỮỰ đ Đ ê-đê ƀ č ŏ' })).toEqual([]);
  });

  it.each([
    [
      'two right options in a single choice',
      { ...single, options: single.options.map((o) => ({ ...o, right: true })) },
    ],
    [
      'one right option in a multiple choice',
      { ...multiple, options: multiple.options.map((o) => ({ ...o, right: o.id === 'a' })) },
    ],
    [
      'only right options in a multiple choice',
      { ...multiple, options: multiple.options.map((o) => ({ ...o, right: true })) },
    ],
    ['two steps to order', { ...order, sequence: order.sequence.slice(0, 2) }],
    ['two pairs', { ...match, pairs: match.pairs.slice(0, 2) }],
    [
      'two equal right-hand sides',
      { ...match, pairs: match.pairs.map((pair) => ({ ...pair, right: 'Như nhau' })) },
    ],
    [
      'two equal options',
      { ...single, options: single.options.map((option) => ({ ...option, text: 'Như nhau' })) },
    ],
    ['two equal ids', { ...single, options: single.options.map((option) => ({ ...option, id: 'a' })) }],
    [
      'no trap',
      {
        ...spot,
        message: {
          ...spot.message,
          parts: [
            { id: 'a', text: 'A', trap: false },
            { id: 'b', text: 'B', trap: false },
          ],
        },
      },
    ],
    ['an unknown channel', { ...spot, message: { ...spot.message, channel: 'fax' } }],
    ['an unknown field', { ...single, hint: 'x' }],
    ['an unknown type', { ...single, type: 'essay' }],
    ['a difficulty beyond 3', { ...single, difficulty: 3.1 }],
    ['a discrimination below 0.5', { ...single, discrimination: 0.4 }],
    ['a guessing chance above 0.35', { ...single, guessing: 0.4 }],
    ['half a tier', { ...single, tier: 1.5 }],
    ['an empty question', { ...single, ask: ' ' }],
  ])('with %s is refused', (_, item) => {
    expect(faultsOf(item)).toHaveLength(_ === 'an empty question' ? 2 : 1);
  });
});

describe('an item file', () => {
  it('holds items of its competence under different ids', () => {
    const register = [{ on: '2026-11-21', state: 'review', by: 'Nhóm biên soạn', items: '02' }] as const;
    const file = { competence: '4.2', register, items: [single, multiple] };
    expect(v.parse(ItemFile, file)).toEqual({
      ...file,
      items: [
        { ...single, state: 'draft' },
        { ...multiple, state: 'review' },
      ],
    });
    expect(v.safeParse(ItemFile, { ...file, competence: '4.1' }).success).toBe(false);
    expect(v.safeParse(ItemFile, { ...file, items: [single, single] }).success).toBe(false);
    expect(v.safeParse(ItemFile, { ...file, items: [] }).success).toBe(false);
  });
});

it('an item belongs to the competence its id begins with', () => {
  expect(competenceOfItem('4.2-07')).toBe('4.2');
});
