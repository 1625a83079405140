import { expect, test } from 'vitest';
import type { Item } from './kept.ts';
import { planFor } from './plan.ts';

const item = (address: string, version: string, ...files: [string, number][]): Item => ({
  address,
  from: `${address}/${version}`,
  version,
  bytes: 1000,
  files: files.map(([url, bytes]) => ({ url, bytes })),
});
const items = [item('a', '1', ['/content/x/p.svg', 50]), item('b', '1', ['/content/x/p.svg', 50])];

test('a picture that two lessons share is brought over once', () => {
  expect(planFor(items, new Map())).toMatchObject({ bytes: 2050, total: 2050, kept: 0, outdated: 0 });
});

test('only what changed is brought over again', () => {
  const kept = new Map([
    ['a', { version: '1', pictures: ['/content/x/p.svg'] }],
    ['b', { version: '0', pictures: [] }],
  ]);
  const plan = planFor(items, kept);
  expect(plan).toMatchObject({ bytes: 1000, total: 2050, kept: 1, outdated: 1 });
  expect(plan.missing.map((one) => one.address)).toEqual(['b']);
});
