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
  expect(planFor(items, new Map(), false)).toMatchObject({ bytes: 2050, total: 2050, kept: 0, outdated: 0 });
});

test('only what changed is brought over again', () => {
  const kept = new Map([
    ['a', { version: '1', pictures: ['/content/x/p.svg'], voices: [], voiced: true }],
    ['b', { version: '0', pictures: [], voices: [], voiced: true }],
  ]);
  const plan = planFor(items, kept, false);
  expect(plan).toMatchObject({ bytes: 1000, total: 2050, kept: 1, outdated: 1 });
  expect(plan.missing.map((one) => one.address)).toEqual(['b']);
});

test('the voice is weighed only where it is wanted, and brought over where only it is missing', () => {
  const spoken = [{ ...items[0]!, voice: 30_000 }, items[1]!];
  expect(planFor(spoken, new Map(), false)).toMatchObject({ bytes: 2050, total: 2050, voice: 30_000 });
  expect(planFor(spoken, new Map(), true)).toMatchObject({ bytes: 32_050, total: 32_050 });
  const kept = new Map(
    spoken.map(({ address, version, files: [picture] }) => [
      address,
      { version, pictures: [picture!.url], voices: ['/content/y/1.opus'], voiced: false },
    ]),
  );
  expect(planFor(spoken, kept, false)).toMatchObject({ bytes: 0, missing: [] });
  const plan = planFor(spoken, kept, true);
  expect(plan).toMatchObject({ bytes: 30_000, outdated: 0, kept: 1 });
  expect(plan.missing.map((one) => one.address)).toEqual(['a']);
});
