import { expect, test } from 'vitest';
import { eligibilityOf, growthOf, verificationOf, type Rule, type Standing } from './commendation.ts';
import { actsOf, nextState, searchText } from './initiative.ts';

const rule: Rule = {
  id: 'unit',
  title: { vi: '', en: '' },
  subject: 'unit',
  form: 'bao-cao-quy',
  cell: 'adults-confirmed',
  verification_ratio: 0.9,
  least_checked: 10,
  improvement_points: 1,
  least_beside: 3,
};
const standing = (more: Partial<Standing> = {}): Standing => ({
  now: 0.2,
  before: 0.15,
  rechecked: { confirmed: 19, refuted: 1 },
  recounted: null,
  beside: [],
  ...more,
});

test('growth counts, not the level: a unit at 20 % that grew is eligible, one at 95 % that did not is not', () => {
  expect(eligibilityOf(rule, standing()).eligible).toBe(true);
  expect(eligibilityOf(rule, standing({ now: 0.95, before: 0.95 })).eligible).toBe(false);
  expect(growthOf(standing())).toBe(5);
});

test('what was said must hold at nine in ten; nobody who was not checked is eligible', () => {
  const ratio = (more: Partial<Standing>) => verificationOf(standing(more), rule.least_checked);
  expect(ratio({ rechecked: { confirmed: 9, refuted: 1 } })).toBe(0.9);
  expect(eligibilityOf(rule, standing({ rechecked: { confirmed: 9, refuted: 1 } })).eligible).toBe(true);
  expect(eligibilityOf(rule, standing({ rechecked: { confirmed: 89, refuted: 11 } })).eligible).toBe(false);
  // Too few checked, and nothing recounted.
  expect(ratio({ rechecked: { confirmed: 5, refuted: 0 } })).toBeNull();
  expect(eligibilityOf(rule, standing({ rechecked: null })).eligible).toBe(false);
  // The worse of two looks holds, and a recount above what was said proves no more than all.
  expect(ratio({ recounted: { verified: 50, held: 100 } })).toBe(0.5);
  expect(ratio({ rechecked: null, recounted: { verified: 120, held: 100 } })).toBe(1);
});

test('among enough units growth is at least the middle of theirs', () => {
  expect(eligibilityOf(rule, standing({ beside: [9, 8, 1] })).criteria[1]).toMatchObject({
    met: false,
    needs: 8,
  });
  expect(eligibilityOf(rule, standing({ beside: [9, 8] })).criteria[1]).toMatchObject({
    met: true,
    needs: 1,
  });
});

test('an initiative goes to the unit above and comes back, and a repeat changes nothing', () => {
  expect(nextState('draft', 'submit')).toBe('submitted');
  expect(nextState('submitted', 'submit')).toBe('submitted');
  expect(nextState('draft', 'publish')).toBeNull();
  expect(nextState('published', 'return')).toBeNull();
  expect(actsOf('submitted', { own: true, above: true, leadsAbove: false })).toEqual(['return']);
});

test('search looks in steps too, without marks', () => {
  const one = { title: 'Lớp tối', problem: '', steps: [{ title: 'Mượn máy chiếu', days: 3 }], result: '' };
  expect(searchText(one)).toBe('lop toi muon may chieu');
});
