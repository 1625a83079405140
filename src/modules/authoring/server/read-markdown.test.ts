import { expect, test } from 'vitest';
import { newDraft } from '../domain/draft.ts';
import { readMarkdown } from './read-markdown.ts';

const blank = newDraft('x', '2026-11-21', '2027-11-21');

const LESSON = `# Gọi *cấp cứu*

Bác gọi được 115 & nói rõ chỗ mình ở.

## Bấm số
Bác mở phần gọi điện. Bác bấm 115.

- Bác bấm nút xanh.

> Số này không mất tiền.

## Bác nói gì trước?

- [x] Chỗ mình ở
  - Đúng rồi. Xe cần biết đường.
- [ ] Tên mình
  - Tên nói sau cũng được.
`;

test('Markdown becomes steps and questions, word for word', () => {
  const { draft, faults } = readMarkdown(blank, LESSON);
  expect(faults).toEqual([]);
  expect(draft.title.vi).toBe('Gọi cấp cứu');
  expect(draft.summary.vi).toBe('Bác gọi được 115 & nói rõ chỗ mình ở.');
  expect(draft.steps).toEqual([
    {
      id: 'doc-1',
      kind: 'read',
      title: 'Bấm số',
      picture: null,
      say: ['Bác mở phần gọi điện.', 'Bác bấm 115.', 'Bác bấm nút xanh.'],
      tip: 'Số này không mất tiền.',
    },
    {
      id: 'hoi-2',
      kind: 'check',
      ask: 'Bác nói gì trước?',
      picture: null,
      many: false,
      choices: [
        { id: 'a', text: 'Chỗ mình ở', picture: null, right: true, feedback: 'Đúng rồi. Xe cần biết đường.' },
        { id: 'b', text: 'Tên mình', picture: null, right: false, feedback: 'Tên nói sau cũng được.' },
      ],
    },
  ]);
});

test('what a lesson has no place for is named with its line, and nothing is dropped in silence', () => {
  const text =
    '# Bài\n\n## Bước\n\nXem ![hình](a.png)\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
  expect(readMarkdown(blank, text).faults).toEqual([
    { line: 5, code: 'picture' },
    { line: 7, code: 'html' },
    { line: 9, code: 'table' },
  ]);
  expect(readMarkdown(blank, 'chỉ có chữ').faults.map(({ code }) => code)).toEqual([
    'before-step',
    'no-title',
    'no-step',
  ]);
});
