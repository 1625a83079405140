import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { shippedRules } from './testing.ts';
import { RuleSet, ruleSetKey } from './rules.ts';

describe('a rule set', () => {
  it('is named by id and version', () => {
    expect(ruleSetKey(shippedRules)).toBe('adaptive-citizens-v2@2');
  });

  it('as shipped says that it is not law', () => {
    expect(shippedRules.source).toContain('không phải quy định của pháp luật');
  });

  it.each([
    ['a shortest test longer than the longest', { minItems: 61 }],
    ['a confidence that rises', { confidence: { atMinItems: 0.8, atMaxItems: 0.95 } }],
    ['a confidence below a coin toss', { confidence: { atMinItems: 0.9, atMaxItems: 0.4 } }],
    [
      'verdicts told only when surer than any test is',
      { confidence: { atMinItems: 0.9, atMaxItems: 0.6, toTell: 0.95 } },
    ],
    ['a cap above 1', { exposureCap: 1.5 }],
    ['an unknown field', { passGrade: 70 }],
    ['a mark in an adaptive test', { passMark: 30 }],
    ['a fixed test without a mark', { form: 'fixed', minItems: 20, maxItems: 20 }],
    ['an id with a path in it', { id: '../x' }],
    ['overlapping domain levels', { domainProfile: { ...shippedRules.domainProfile, learnMore: 0.9 } }],
    [
      'a range upside down',
      {
        blueprint: {
          competenceAtMost: 2,
          domains: { '1': { atMinItems: { min: 2, max: 1 }, atMaxItems: { min: 5, max: 6 } } },
        },
      },
    ],
  ])('with %s is refused', (_, change) => {
    expect(v.safeParse(RuleSet, { ...shippedRules, ...change }).success).toBe(false);
  });
});
