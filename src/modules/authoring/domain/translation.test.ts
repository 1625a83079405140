import { expect, test } from 'vitest';
import { newDraft } from './draft.ts';
import { englishSteps, progressOf, stateOf, textsToTranslate } from './translation.ts';

const draft = newDraft('Gọi cấp cứu', '2026-11-21', '2027-11-21');
const [read, , check] = draft.steps;
if (read?.kind === 'read') Object.assign(read, { title: 'Bấm số', say: ['Bác bấm 115.'] });
if (check?.kind === 'check') check.ask = 'Bác nói gì trước?';

const keys = ['title', 'doc-1.title', 'doc-1.say.0', 'hoi-1.ask'];
const english = {
  'doc-1.title': { text: 'Dial', of: 'Bấm số' },
  'doc-1.say.0': { text: 'Dial 113.', of: 'Bác bấm 113.' },
};

test('only what says something is to be translated', () => {
  expect(textsToTranslate(draft).map(({ key }) => key)).toEqual(keys);
});

test('a translation is out of date when the words it was made from have changed', () => {
  const texts = textsToTranslate(draft);
  expect(texts.map((text) => stateOf(text, english))).toEqual(['missing', 'done', 'outdated', 'missing']);
  expect(progressOf(texts, english)).toEqual({ missing: 2, outdated: 1, done: 1, all: 4 });
});

test('learners get a step in English only when all of it is there and up to date', () => {
  expect(englishSteps(draft.steps, english)).toEqual({});
  const whole = { ...english, 'doc-1.say.0': { text: 'Dial 115.', of: 'Bác bấm 115.' } };
  expect(englishSteps(draft.steps, whole)).toEqual({ 'doc-1': { title: 'Dial', 'say.0': 'Dial 115.' } });
});
