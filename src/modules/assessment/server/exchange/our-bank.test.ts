import { describe, expect, test } from 'vitest';
import { entriesOf } from '#platform/content/release.ts';
import { testRelease } from '../../../../server/testing.ts';
import { formats } from '../../domain/exchange/formats.ts';
import { exchangedOf, itemOf } from '../../domain/exchange/our-item.ts';
import { itemKind } from '../bundle.ts';
import { readFile } from './read-file.ts';
import { writeFile } from './write-file.ts';

const bank = entriesOf(testRelease(), itemKind).flatMap(({ value }) => value.items);
const plain = bank.filter(({ type }) => type !== 'perform');

describe.each(formats)('our own bank as %s', (format) => {
  test('goes out and comes back the same; tasks stay here', async () => {
    const { bytes, count, refused } = await writeFile(bank, format);
    expect(count).toBe(plain.length);
    expect(refused).toHaveLength(bank.length - plain.length);
    const back = await readFile(bytes);
    expect(back.format).toBe(format);
    expect(back.refused).toEqual([]);
    expect(back.taken.map(({ item }) => item)).toEqual(plain.map(exchangedOf));
  });
});

test('what comes back is the same question of ours again', () => {
  for (const item of plain) {
    const again = itemOf(exchangedOf(item), item.id);
    expect(exchangedOf(again)).toEqual(exchangedOf(item));
  }
});
