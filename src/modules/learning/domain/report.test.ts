import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { coverProgrammes, emptyCells } from './coverage.ts';
import { Lesson, Programme } from './lesson.ts';
import { readingLevel } from '#platform/text/reading-level.ts';
import { sentencesOf } from '#platform/text/sentences.ts';

const both = { vi: 'x', en: 'x' };
const lesson = (id: string, competence: string, tier: number): [string, Lesson] => [
  id,
  v.parse(Lesson, {
    id,
    title: both,
    summary: both,
    competences: [competence],
    tier,
    minutes: 3,
    reviewed: '2026-01-01',
    expires: '2027-01-01',
    steps: [1, 2, 3].map((number) => ({ id: `b${number}`, kind: 'read', title: 'x', say: ['x'] })),
  }),
];
const programme = (id: string, kind: 'programme' | 'path', lessons: string[]) =>
  v.parse(Programme, {
    id,
    kind,
    title: both,
    summary: both,
    group: 'workers',
    chapters: [{ id: 'c', title: both, domain: '1', lessons }],
  });

describe('coverage', () => {
  const lessons = new Map([lesson('tim', '1.1', 2), lesson('kho', '1.2', 4), lesson('la', '1.2', 2)]);
  const groups = [{ code: 'workers', tiers: { '1.1': 2, '1.2': 2 } }];

  test('counts a lesson only at the tier that is asked, and only in its programme', () => {
    const [coverage] = coverProgrammes([programme('p', 'programme', ['tim', 'kho'])], lessons, groups);
    expect(coverage!.cells).toEqual([
      { competence: '1.1', tier: 2, lessons: ['tim'] },
      { competence: '1.2', tier: 2, lessons: [] },
    ]);
    expect(emptyCells(coverage!).map(({ competence }) => competence)).toEqual(['1.2']);
  });

  test('is nothing for a group that has only a path', () => {
    const [coverage] = coverProgrammes([programme('p', 'path', ['tim'])], lessons, groups);
    expect(coverage).toMatchObject({ programme: null, group: 'workers' });
    expect(emptyCells(coverage!)).toHaveLength(2);
  });
});

describe('reading level', () => {
  test('splits sentences where a reader would pause, not inside a number or an address', () => {
    expect(sentencesOf('Bác nạp 50.000 đồng. Mở trang vi.du rồi xem! Được chưa?')).toEqual([
      'Bác nạp 50.000 đồng.',
      'Mở trang vi.du rồi xem!',
      'Được chưa?',
    ]);
  });

  test('counts syllables, and words that are too long to be Vietnamese', () => {
    const level = readingLevel(['Bác mở smartphone ra. Nghiêng máy.']);
    expect(level).toMatchObject({ sentences: 2, median: 2, ninth: 4, longest: 4, long: 0 });
    expect(level.foreign).toBeCloseTo(1 / 6);
    expect(readingLevel([])).toMatchObject({ sentences: 0, median: 0, longest: 0, foreign: 0 });
  });
});
