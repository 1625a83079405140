import { expect, test } from 'vitest';
import { reportContent } from '#modules/learning/server.ts';
import { readRelease } from './boot.ts';

test('what is shipped has no fault, not even one that takes long to find, such as a word with a plainer one', () => {
  expect(() => readRelease(undefined, true)).not.toThrow();
});

test('every group’s programme teaches all 24 competences at the tier asked of the group', () => {
  const { coverage } = reportContent(readRelease(), '2026-11-21');
  expect(coverage.map(({ group }) => group)).toEqual(['citizens', 'students', 'officials', 'workers']);
  for (const { programme, group, cells } of coverage) {
    expect(cells, group).toHaveLength(24);
    const empty = cells.filter(({ lessons }) => lessons.length === 0);
    expect(empty, `${programme ?? group} lacks lessons`).toEqual([]);
  }
});
