import { expect, test } from 'vitest';
import * as v from 'valibot';
import { outsideKind } from './outside.ts';

const course = {
  id: 'khoa-ngoai',
  name: { vi: 'x', en: 'x' },
  provider: { vi: 'x', en: 'x' },
  address: 'https://example.org',
  what: { vi: 'x', en: 'x' },
  languages: ['vi'],
  cost: 'unknown',
  source: { vi: 'x', en: 'x' },
  checked: null,
};
const release = { id: '', kinds: {}, assets: {} };
const warned = (checked: string | null) =>
  outsideKind.warn?.(
    [{ path: 'outside/khoa-ngoai.yaml', value: v.parse(outsideKind.schema, { ...course, checked }) }],
    release,
    '2026-11-21',
  );

test.each([
  ['an address that is not encrypted', { address: 'http://example.org' }],
  ['an address that is a script', { address: 'javascript:alert(1)' }],
  ['no word of where it is written', { source: undefined }],
])('a course with %s is refused', (_, change) => {
  expect(v.safeParse(outsideKind.schema, { ...course, ...change }).success).toBe(false);
});

test('a course that nobody opened, or nobody for a year, is for somebody to look at', () => {
  expect(warned(null)?.[0]?.what).toContain('nobody has opened');
  expect(warned('2025-01-01')?.[0]?.what).toContain('2025-01-01');
  expect(warned('2026-11-01')).toEqual([]);
});
