import { expect, test } from 'vitest';
import * as v from 'valibot';
import { EvidenceDemand, evidenceIn, together, type Shown } from './evidence.ts';

const demand = (given: object) => v.parse(EvidenceDemand, given);
const shown = (domain: string, level: Shown['level'], help = 0): Shown => ({ domain, level, help });

test('nothing is asked beside answers where the rules say nothing', () => {
  expect(evidenceIn(demand({}), ['1', '4'], [])).toEqual([]);
});

test('a domain is met by what was done there at least so well, with no more help', () => {
  const rules = demand({ domains: { '4': 'changed' }, helpAtMost: 1 });
  const stands = (...done: Shown[]) => evidenceIn(rules, ['1', '4'], done)[0];
  expect(stands()).toEqual({ domain: '4', needs: 'changed', level: 'quiz', help: null, isMet: false });
  expect(stands(shown('1', 'witnessed'))).toMatchObject({ isMet: false });
  expect(stands(shown('4', 'alone'))).toMatchObject({ level: 'alone', isMet: false });
  expect(stands(shown('4', 'changed', 2))).toMatchObject({ level: 'quiz', isMet: false });
  expect(stands(shown('4', 'changed', 1), shown('4', 'changed'))).toMatchObject({ help: 0, isMet: true });
  expect(stands(shown('4', 'changed'), shown('4', 'witnessed'))).toMatchObject({
    level: 'witnessed',
    isMet: true,
  });
});

test('what holds everywhere gives way to what one domain asks', () => {
  const rules = demand({ everywhere: 'alone', domains: { '2': 'quiz', '4': 'witnessed' } });
  const needs = evidenceIn(rules, ['1', '2', '4'], []).map(({ domain, needs: level }) => [domain, level]);
  expect(needs).toEqual([
    ['1', 'alone'],
    ['4', 'witnessed'],
  ]);
});

test('help that does it for somebody can never be allowed', () => {
  expect(() => demand({ helpAtMost: 3 })).toThrow();
});

test('two demands together ask for the higher level and allow the less help', () => {
  const rules = demand({ domains: { '4': 'changed' }, helpAtMost: 1 });
  const unit = demand({ everywhere: 'alone', helpAtMost: 2 });
  expect(together(rules, null)).toBe(rules);
  expect(together(undefined, undefined)).toBeUndefined();
  const both = together(rules, unit)!;
  expect(both.helpAtMost).toBe(1);
  expect(evidenceIn(both, ['1', '4'], []).map(({ needs }) => needs)).toEqual(['alone', 'changed']);
});
