import * as fc from 'fast-check';
import { CHANNELS, checked, type Content, type Exchanged, NotTaken } from './exchanged.ts';

/** Signs that mean something in one of the formats, tones in both normal forms, and what one must not be misled by. */
const SIGNS = [
  ...'abc xyz0123456789.,?!-',
  ...'~=#{}:\\%[]<>&"\'|;+@$*_/',
  'ế',
  'e\u0302\u0301',
  'Đ',
  '->',
  '####',
  '[html]',
  '[plain]',
  '%50%',
  '//',
  '::',
  '<b>',
  '<script>',
  '&nbsp;',
  ']]>',
  '\n',
  '😀',
];
const words = fc
  .array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 12 })
  .map((signs) => signs.join(''));
const maybe = fc.oneof(fc.constant(''), words);

const choices = (least: number, most: number) =>
  fc.array(fc.record({ text: words, right: fc.boolean() }), { minLength: least, maxLength: most });

const content: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ type: fc.constantFrom('single' as const, 'multiple' as const), options: choices(2, 6) }),
  fc.record({
    type: fc.constant('order' as const),
    sequence: fc.array(words, { minLength: 3, maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant('match' as const),
    pairs: fc.array(fc.record({ left: words, right: words }), { minLength: 3, maxLength: 4 }),
  }),
  fc.record({
    type: fc.constant('spot' as const),
    channel: fc.constantFrom(...CHANNELS),
    from: words,
    parts: fc.array(fc.record({ text: words, trap: fc.boolean(), note: maybe }), {
      minLength: 2,
      maxLength: 12,
    }),
  }),
);
const fact = (least: number, most: number) =>
  fc.option(fc.integer({ min: least * 100, max: most * 100 }).map((value) => value / 100));

/** Questions as they can be taken: their texts are in one form, their keys whole. */
export const exchanged: fc.Arbitrary<Exchanged> = fc
  .record({
    name: maybe,
    ask: words,
    why: maybe,
    content,
    facts: fc.record({
      competence: fc.option(fc.constantFrom('1.1', '4.2', '6.3')),
      tier: fc.option(fc.integer({ min: 1, max: 8 })),
      difficulty: fact(-3, 3),
      discrimination: fact(0.5, 2.5),
      guessing: fact(0, 0.35),
    }),
  })
  .map((item) => {
    try {
      return checked(item);
    } catch (error) {
      if (error instanceof NotTaken) return undefined;
      throw error;
    }
  })
  .filter((item) => item !== undefined);
