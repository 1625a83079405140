import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Fault, Release } from '#platform/content/release.ts';
import { Lesson, Programme } from '../domain/lesson.ts';
import { lessonKind, programmeKind } from './kinds.ts';

const both = { vi: 'x', en: 'x' };
const lesson = v.parse(Lesson, {
  id: 'goi',
  title: both,
  summary: both,
  competences: ['2.1'],
  tier: 1,
  minutes: 3,
  reviewed: '2026-01-01',
  expires: '2026-06-30',
  practice: ['goi-thu'],
  steps: [1, 2, 3].map((number) => ({ id: `b${number}`, kind: 'read', title: 'x', say: ['x'] })),
});
const entry = { path: 'lessons/goi/lesson.yaml', value: lesson };
const release = (kinds: Release['kinds'] = {}): Release => ({
  id: 'test',
  kinds: { lessons: [entry], ...kinds },
  assets: {},
});
const what = (faults: readonly Fault[] = []) => faults.map((fault) => fault.what).join('\n');

describe('a variant', () => {
  const inRade = (of: string, key = 'b1.say.0') => {
    const value = v.parse(Lesson, { ...lesson, variants: { rad: { [key]: { text: '[x]', of } } } });
    const entries = [{ ...entry, value, lineOf: () => 7 }];
    return lessonKind.warn!(entries, { ...release(), kinds: { lessons: entries } }, '2026-01-01')
      .filter(({ what: said }) => said.startsWith('rad'))
      .map(({ line, what: said }) => `${line} ${said}`);
  };

  test('is out of date when the Vietnamese has moved on, and says so with its line', () => {
    expect(inRade('x')).toEqual([]);
    expect(inRade('y')).toEqual(['7 rad b1.say.0 is out of date: the Vietnamese words have changed since']);
    expect(inRade('x', 'b9.title')).toEqual(['7 rad b9.title stands beside nothing that the lesson says']);
  });

  test.each([
    ['a language that lessons are not written in', { fr: { 'b1.title': { text: 'x', of: 'x' } } }],
    ['Vietnamese itself', { vi: { 'b1.title': { text: 'x', of: 'x' } } }],
    ['no words', { rad: { 'b1.title': { text: ' ', of: 'x' } } }],
    ['nothing that it was made from', { rad: { 'b1.title': { text: 'x' } } }],
  ])('with %s is a fault', (_, variants) => {
    expect(v.safeParse(Lesson, { ...lesson, variants }).success).toBe(false);
  });
});

describe('a programme', () => {
  const faultsOf = (programme: object) => {
    const value = v.parse(Programme, { id: 'p', title: both, summary: both, ...programme });
    return what(programmeKind.check?.([{ path: 'programmes/p.yaml', value }], release()));
  };
  const chapter = { id: 'c', title: both, domain: '2', lessons: ['goi'] };

  test('needs a group and a domain for each chapter; a path may do without', () => {
    const { domain: _, ...loose } = chapter;
    expect(faultsOf({ group: 'citizens', chapters: [chapter] })).toBe('');
    expect(faultsOf({ kind: 'path', chapters: [loose] })).toBe('');
    expect(faultsOf({ chapters: [loose] })).toMatch(/needs a group(.|\n)*chapter c has no domain/);
  });

  test('names lessons that exist, each once, and a group that exists', () => {
    expect(faultsOf({ kind: 'path', chapters: [{ ...chapter, lessons: ['khong-co'] }] })).toMatch('khong-co');
    expect(faultsOf({ kind: 'path', chapters: [{ ...chapter, lessons: ['goi', 'goi'] }] })).toMatch('twice');
    expect(faultsOf({ group: 'everybody', chapters: [chapter] })).toMatch('group everybody is none of');
  });
});

describe('a lesson', () => {
  test('past its day is warned of, and served', () => {
    expect(what(lessonKind.warn?.([entry], release(), '2026-06-30'))).not.toMatch('expired');
    expect(what(lessonKind.warn?.([entry], release(), '2026-07-01'))).toMatch('expired on 2026-06-30');
  });

  test('names practice scenes that exist, as soon as there are any', () => {
    const faults = (kinds: Release['kinds']) => what(lessonKind.check?.([entry], release(kinds)));
    const scene = (id: string) => ({ path: `practice/${id}.yaml`, value: {} });
    expect(faults({})).not.toMatch('goi-thu');
    expect(faults({ practice: [scene('khac')] })).toMatch('goi-thu');
    expect(faults({ practice: [scene('khac'), scene('goi-thu')] })).not.toMatch('goi-thu');
  });

  test.each(['xong', 'tai-lieu'])('has no step named like a page beside it: %s', (id) => {
    const steps = [{ ...lesson.steps[0], id }, ...lesson.steps.slice(1)];
    expect(v.safeParse(Lesson, { ...lesson, steps }).success).toBe(false);
  });
});
