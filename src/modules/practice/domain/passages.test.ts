import { expect, test } from 'vitest';
import { lintPlain } from '#platform/text/plain/lint.ts';
import { passagesOf } from './passages.ts';
import type { PracticeFile } from './practice-file.ts';
import { spokenAt } from './spoken.ts';
import { startOf } from './say.ts';
import type { Scene } from './scene.ts';

const scene = {
  kind: 'scene',
  tier: 1,
  title: { vi: 'Đọc tin', en: '' },
  summary: { vi: 'Bác đọc tin.', en: '' },
  task: ['Bác mở tin.'],
  slip: { ten: { label: 'Tên', value: 'Ba Sau' } },
  state: { on: { type: 'bool', start: false } },
  screens: [
    {
      id: 'nha',
      title: 'Trang đầu',
      blocks: [
        { kind: 'text', text: 'Chào {slip.ten}.' },
        { kind: 'bubble', text: 'CHUYỂN TIỀN NGAY BÂY GIỜ', from: 'Người lạ', mine: false },
        { kind: 'button', id: 'mo', text: 'Mở', name: 'Mở tin nhắn' },
        { kind: 'text', text: 'Đã mở', if: { is: { on: true } } },
      ],
    },
  ],
  traps: [],
  hints: [{ nudge: 'BÁC BẤM MỞ NGAY ĐI.' }],
  demo: [],
  done: 'Xong.',
} as unknown as Scene;

test('the voice of the exercise is looked at, what strangers say in it is not', () => {
  const lexicon = { id: 'none', version: '2026-01-01', terms: [], abbreviations: [], names: [] };
  const faults = lintPlain(passagesOf(scene as PracticeFile), lexicon, 1);
  expect(faults.map(({ at, rule }) => [at.join('.'), rule])).toEqual([['hints.0.nudge', 'capitals']]);
});

test('a screen is read out from top to bottom, with what stands on it now', () => {
  const start = startOf(scene);
  expect(spokenAt(scene, start)).toEqual([
    'Trang đầu',
    'Chào Ba Sau.',
    'Người lạ',
    'CHUYỂN TIỀN NGAY BÂY GIỜ',
    'Mở tin nhắn',
  ]);
  expect(spokenAt(scene, { ...start, values: { on: true } })).toContain('Đã mở');
});
