import { describe, expect, it } from 'vitest';
import type { ProgrammeCard } from '#modules/learning/index.ts';
import { pickLessons } from './pick-lessons.ts';

const both = (text: string) => ({ vi: text, en: text });
const lesson = (id: string, ...competences: string[]) => ({
  id,
  title: both(id),
  summary: both(id),
  competences,
  minutes: 4,
  bytes: 1000,
  steps: 5,
  picture: null,
  local: null,
});
const programmeOf = (...lessons: ReturnType<typeof lesson>[]): ProgrammeCard[] => [
  {
    id: 'p',
    title: both('p'),
    summary: both('p'),
    kind: 'programme',
    group: 'citizens',
    local: null,
    chapters: [{ id: 'c', title: both('c'), domain: '1', lessons }],
  },
];
const programmes = programmeOf(
  lesson('tim-tin', '1.1'),
  lesson('nhan-tin', '2.1'),
  lesson('cu-xu', '2.5', '2.2'),
  lesson('mat-khau', '4.1', '4.2'),
  lesson('suc-khoe', '4.3'),
);
const ids = (learnNext: string[], weak: string[] = [], finished: string[] = []) =>
  pickLessons(
    programmes,
    {
      learnNext,
      domains: ['1', '2', '3', '4'].map((domain) => ({
        domain,
        level: weak.includes(domain) ? ('learn-more' as const) : ('ok' as const),
      })),
    },
    finished.map((one) => ({ lesson: one, finishedAt: '2026-11-21T00:00:00.000Z' })),
  ).map((one) => one.id);

describe('the next lessons after a test', () => {
  it('teach what was missed, the weakest domain first', () => {
    expect(ids(['1.1', '4.2'], ['4'])).toEqual(['mat-khau', 'tim-tin', 'suc-khoe']);
  });

  it('are of the same domain where no lesson teaches the competence itself', () => {
    expect(ids(['2.6'])).toEqual(['nhan-tin', 'cu-xu']);
  });

  it('begin with what she has not finished', () => {
    expect(ids(['2.1', '2.5'], [], ['nhan-tin'])).toEqual(['cu-xu', 'nhan-tin']);
  });

  it('are at most three, each once', () => {
    expect(ids(['1.1', '2.1', '2.5', '4.1', '4.2'])).toHaveLength(3);
    const twice = [...programmes, ...programmes];
    expect(pickLessons(twice, { learnNext: ['1.1'], domains: [] }, []).map((one) => one.id)).toEqual([
      'tim-tin',
    ]);
  });

  it('are none when nothing was missed', () => {
    expect(ids([])).toEqual([]);
  });
});
