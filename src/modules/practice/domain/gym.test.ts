import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checkGym, deal, Gym } from './gym.ts';

const entry = (id: string, scam: boolean, hard: boolean) => ({
  id,
  channel: 'sms',
  from: 'Số lạ',
  scam,
  hard,
  lines: ['Xin chào.'],
  reasons: ['Tin này không xin gì.'],
  advice: 'Bác cứ để đó.',
});
const many = (name: string, count: number, scam: boolean, hard: boolean) =>
  Array.from({ length: count }, (_, index) => entry(`${name}-${index}`, scam, hard));

const gymOf = (round: number, entries: object[]) =>
  v.parse(Gym, {
    kind: 'gym',
    id: 'thu',
    title: { vi: 'Thử', en: 'Try' },
    summary: { vi: 'Thử', en: 'Try' },
    competences: ['4.2'],
    tier: 2,
    minutes: 5,
    reviewed: '2026-11-21',
    expires: '2027-05-21',
    deal: round,
    entries,
  });

const mixed = [
  ...many('lua-kho', 5, true, true),
  ...many('lua-de', 5, true, false),
  ...many('that-kho', 5, false, true),
  ...many('that-de', 5, false, false),
];
const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe('a round', () => {
  test('deals as many scams as genuine ones, and as many hard as easy ones', () => {
    for (const seed of seeds) {
      const round = deal(gymOf(8, mixed), seed);
      expect(new Set(round).size).toBe(8);
      for (const scam of [true, false])
        for (const hard of [true, false])
          expect(round.filter((one) => one.scam === scam && one.hard === hard)).toHaveLength(2);
    }
  });

  test('an odd half is hard one time and easy another', () => {
    const hard = seeds.map((seed) => deal(gymOf(6, mixed), seed).filter((one) => one.hard).length);
    expect(Math.min(...hard)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...hard)).toBeLessThanOrEqual(4);
    expect(new Set(hard).size).toBeGreaterThan(1);
  });

  test('is full although there are few easy ones', () => {
    const entries = [...many('lua', 6, true, true), ...many('that', 6, false, false)];
    for (const seed of seeds) expect(deal(gymOf(8, entries), seed)).toHaveLength(8);
  });

  test('is the same for the same seed and differs for others', () => {
    const gym = gymOf(8, mixed);
    const ids = (seed: number) => deal(gym, seed).map((one) => one.id);
    expect(ids(7)).toEqual(ids(7));
    expect(new Set(seeds.map((seed) => ids(seed).join())).size).toBeGreaterThan(50);
  });
});

test('what is told beside a message may hold nobody’s number', () => {
  const told = { ...entry('quen', false, false), known: 'Bác gọi số 0912 345 678 rồi.' };
  expect(checkGym(gymOf(6, mixed))).toEqual([]);
  expect(checkGym(gymOf(6, [...mixed, told])).map(({ what }) => what)).toEqual([
    'prints what could be somebody’s phone number',
  ]);
});
