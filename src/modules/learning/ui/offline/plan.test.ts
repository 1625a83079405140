import { expect, test } from 'vitest';
import type { Pack } from '../../domain/contract.ts';
import { planFor } from './plan.ts';

const pack = (lesson: string, version: string, ...files: [string, number][]): Pack => ({
  lesson,
  title: { vi: lesson, en: lesson },
  version,
  bytes: 1000,
  files: files.map(([url, bytes]) => ({ url, bytes })),
});
const packs = [pack('a', '1', ['/content/x/p.svg', 50]), pack('b', '1', ['/content/x/p.svg', 50])];

test('a picture that two lessons share is brought over once', () => {
  expect(planFor(packs, new Map())).toMatchObject({ bytes: 2050, total: 2050, kept: 0, outdated: 0 });
});

test('only what changed is brought over again', () => {
  const kept = new Map([
    ['a', { version: '1', pictures: ['/content/x/p.svg'] }],
    ['b', { version: '0', pictures: [] }],
  ]);
  const plan = planFor(packs, kept);
  expect(plan).toMatchObject({ bytes: 1000, total: 2050, kept: 1, outdated: 1 });
  expect(plan.missing.map((one) => one.lesson)).toEqual(['b']);
});
