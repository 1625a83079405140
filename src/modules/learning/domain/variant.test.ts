import { expect, test } from 'vitest';
import type { LessonView, ViewStep } from './contract.ts';
import { chainOf, titleIn } from './in-language/heading.ts';
import { languagesOf } from './in-language/languages-of.ts';
import { stepIn } from './in-language/step.ts';
import { headingsFor, stepFor } from './in-language/variants.ts';
import { foundIn, fromEnglish, progressOf, shownOf, stateOf, textsOf } from './variant.ts';

const read = {
  id: 'doc',
  kind: 'read' as const,
  title: 'Bấm số',
  say: ['Bác bấm 115.', 'Bác chờ máy.'],
  tip: '',
  picture: null,
};
const check = {
  id: 'hoi',
  kind: 'check' as const,
  ask: 'Bác nói gì trước?',
  choices: [{ id: 'a', text: 'Địa chỉ', feedback: 'Đúng rồi.', picture: { alt: 'Ngôi nhà' } }],
};
const lesson = { title: { vi: 'Gọi cấp cứu' }, summary: { vi: '' }, steps: [read, check] };
// Made-up words: no language says this.
const word = (of: string) => ({ text: `[${of}]`, of });
const whole = {
  'doc.title': word('Bấm số'),
  'doc.say.0': word('Bác bấm 115.'),
  'doc.say.1': word('Bác chờ máy.'),
};

test('everything that says something is to be translated, and nothing else', () => {
  expect(textsOf(lesson).map(({ key }) => key)).toEqual([
    'title',
    'doc.title',
    'doc.say.0',
    'doc.say.1',
    'hoi.ask',
    'hoi.a.text',
    'hoi.a.feedback',
    'hoi.a.alt',
  ]);
});

test('a text is out of date when the words it was made from have changed', () => {
  const variant = { ...whole, 'doc.say.0': word('Bác bấm 113.') };
  expect(textsOf(lesson).map((text) => stateOf(text, variant))).toEqual([
    'missing',
    'done',
    'outdated',
    'done',
    ...Array.from({ length: 4 }, () => 'missing'),
  ]);
  expect(progressOf(textsOf(lesson), variant)).toEqual({ missing: 5, outdated: 1, done: 2, all: 8 });
});

test('sentences that changed places keep their translations', () => {
  const turned = { ...lesson, steps: [{ ...read, say: read.say.toReversed() }, check] };
  const texts = textsOf(turned).filter(({ step }) => step === 'doc');
  expect(texts.map((text) => foundIn(text, whole)?.text)).toEqual([
    '[Bấm số]',
    '[Bác chờ máy.]',
    '[Bác bấm 115.]',
  ]);
  expect(shownOf(turned, whole)?.outdated).toEqual([]);
});

test('readers get whole steps only, and are told which were made from other words', () => {
  expect(shownOf(lesson, whole)).toEqual({
    steps: { doc: { title: '[Bấm số]', 'say.0': '[Bác bấm 115.]', 'say.1': '[Bác chờ máy.]' } },
    outdated: [],
  });
  expect(shownOf(lesson, { ...whole, 'doc.title': word('Bấm') })?.outdated).toEqual(['doc']);
  const { 'doc.say.1': _, ...half } = whole;
  expect(shownOf(lesson, half)).toBeUndefined();
});

test('English of lessons published before is still read', () => {
  const english = { doc: { title: 'Dial', 'say.0': 'Dial 115.', 'say.1': 'Wait.' } };
  const variant = fromEnglish(lesson.steps, english);
  expect(shownOf(lesson, variant)).toEqual({ steps: { doc: english.doc }, outdated: [] });
});

const voice = (language: string) => ({ language, files: [[`/${language}.opus`]] });
const step = (id: string, more: object = {}) => ({ ...read, id, ...more }) as unknown as ViewStep;
const view = (steps: ViewStep[], variants: LessonView['variants'] = {}) =>
  ({ title: { vi: 'Gọi', en: 'Call' }, summary: { vi: '', en: '' }, steps, variants }) as LessonView;
const shown = (...ids: string[]) => ({
  steps: Object.fromEntries(ids.map((id) => [id, { title: `[${id}]`, 'say.0': 'x', 'say.1': 'y' }])),
  outdated: [] as string[],
});

test('a reader gets each step in the first of her languages that has it, and Vietnamese at last', () => {
  const steps = [step('mot'), step('hai'), step('ba')];
  const one = view(steps, { rad: shown('mot'), en: { ...shown('mot', 'hai'), outdated: ['hai'] } });
  const got = (chain: Parameters<typeof stepIn>[2]) =>
    steps.map((each) => {
      const { language, outdated } = stepIn(one, each, chain);
      return `${language}${outdated ? '!' : ''}`;
    });
  expect(got(chainOf('rad', 'en'))).toEqual(['rad', 'en!', 'vi']);
  expect(got(chainOf('rad', 'vi'))).toEqual(['rad', 'vi', 'vi']);
  expect(got(chainOf('', 'en'))).toEqual(['en', 'en!', 'vi']);
  expect(got(chainOf('vi', 'en'))).toEqual(['vi', 'vi', 'vi']);
  expect(languagesOf(one)).toEqual(['rad', 'en']);
});

test('a title falls back like the steps, and says when it is out of date', () => {
  const one = view([], { rad: { ...shown(), title: { text: '[Gọi]', outdated: true } } });
  const rad = { text: '[Gọi]', language: 'rad', outdated: true };
  expect(titleIn(one, chainOf('rad', 'vi'))).toEqual(rad);
  expect(titleIn(one, chainOf('jra', 'en'))).toEqual({ text: 'Call', language: 'en', outdated: false });
  expect(titleIn(one, chainOf('jra', 'vi'))).toMatchObject({ text: 'Gọi', language: 'vi' });
  expect(titleIn(one, chainOf('vi', 'en'))).toMatchObject({ text: 'Gọi', language: 'vi' });
  const old = { ...whole, title: word('Gọi 115') };
  expect(shownOf({ ...lesson, title: { vi: 'Gọi cấp cứu' } }, old)?.title).toEqual({
    text: '[Gọi 115]',
    outdated: true,
  });
});

test('a reader is sent nothing in languages that she does not read', () => {
  const title = (text: string) => ({ title: { text } });
  const one = view([], {
    rad: { ...shown('mot', 'hai'), ...title('rad') },
    jra: { ...shown('mot'), ...title('jra') },
    km: shown('hai'),
  });
  expect(headingsFor(one, chainOf('rad', 'vi'))).toEqual({ variants: { rad: title('rad') } });
  expect(headingsFor(one, chainOf('', 'vi'))).toEqual({});
  expect(Object.keys(stepFor(one, 'mot', chainOf('jra', 'vi')).variants ?? {})).toEqual(['jra']);
  expect(Object.keys(stepFor(one, 'mot', chainOf('rad', 'vi')).variants?.rad?.steps ?? {})).toEqual(['mot']);
});

test('a voice is heard over words in its own language, or over such that she likes less', () => {
  const spoken = step('mot', { voice: voice('vi'), voices: [voice('rad')] });
  const heard = (variants: LessonView['variants'], chain: Parameters<typeof stepIn>[2]) =>
    stepIn(view([spoken], variants), spoken, chain).step.voice?.language;
  expect(heard({}, chainOf('rad', 'vi'))).toBe('rad');
  expect(heard({ rad: shown('mot') }, chainOf('rad', 'vi'))).toBe('rad');
  // Nobody recorded it in Gia Rai: the Vietnamese voice says other words than she reads.
  expect(heard({ jra: shown('mot') }, chainOf('jra', 'vi'))).toBeUndefined();
  expect(heard({}, chainOf('', 'vi'))).toBe('vi');
});
