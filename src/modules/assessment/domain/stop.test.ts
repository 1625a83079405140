import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleRules } from './testing.ts';
import { decide, requiredConfidence } from './stop.ts';

const { minItems, maxItems } = exampleRules;
const met = { isBlueprintMet: true, probabilityBelowFloor: 0 };

describe('the confidence asked for', () => {
  it('falls in a straight line from 0.95 at the shortest test to 0.80 at the longest', () => {
    expect(requiredConfidence(exampleRules, minItems)).toBeCloseTo(0.95, 12);
    expect(requiredConfidence(exampleRules, (minItems + maxItems) / 2)).toBeCloseTo(0.875, 12);
    expect(requiredConfidence(exampleRules, maxItems)).toBeCloseTo(0.8, 12);
    expect(requiredConfidence(exampleRules, maxItems + 5)).toBeCloseTo(0.8, 12);
  });

  it('is that of the shortest test when all tests are equally long', () => {
    expect(requiredConfidence({ ...exampleRules, maxItems: minItems }, minItems)).toBe(0.95);
  });
});

describe('the decision', () => {
  it('is never made before the shortest length or without the blueprint', () => {
    for (const probabilityPass of [0, 1]) {
      expect(decide(exampleRules, { answered: minItems - 1, probabilityPass, ...met }).kind).toBe('continue');
      expect(
        decide(exampleRules, {
          answered: minItems,
          probabilityPass,
          isBlueprintMet: false,
          probabilityBelowFloor: 0,
        }).kind,
      ).toBe('continue');
    }
  });

  it('is made once it is sure, either way', () => {
    expect(decide(exampleRules, { answered: minItems, probabilityPass: 0.951, ...met })).toEqual({
      kind: 'stop',
      verdict: 'passed',
      reason: 'sure',
    });
    expect(decide(exampleRules, { answered: minItems, probabilityPass: 0.049, ...met })).toEqual({
      kind: 'stop',
      verdict: 'not-passed',
      reason: 'sure',
    });
    expect(decide(exampleRules, { answered: minItems, probabilityPass: 0.949, ...met }).kind).toBe(
      'continue',
    );
  });

  it('at the longest test is "not enough evidence" for those in between', () => {
    expect(decide(exampleRules, { answered: maxItems, probabilityPass: 0.79, ...met })).toEqual({
      kind: 'stop',
      verdict: 'not-enough-evidence',
      reason: 'longest',
    });
    expect(decide(exampleRules, { answered: maxItems, probabilityPass: 0.81, ...met })).toMatchObject({
      verdict: 'passed',
    });
  });

  it('at the longest test never passes anybody whose test lacks a domain', () => {
    expect(
      decide(exampleRules, {
        answered: maxItems,
        probabilityPass: 1,
        isBlueprintMet: false,
        probabilityBelowFloor: 0,
      }),
    ).toMatchObject({
      verdict: 'not-enough-evidence',
    });
  });

  it('lets a person so near the cut go that more questions would not settle it, without a verdict', () => {
    const rules = { ...exampleRules, confidence: { atMinItems: 0.95, atMaxItems: 0.6, toTell: 0.75 } };
    const late = maxItems - 2;
    expect(requiredConfidence(rules, late)).toBeLessThan(0.65);
    for (const probabilityPass of [0.7, 0.3]) {
      expect(decide(rules, { answered: late, probabilityPass, ...met })).toEqual({
        kind: 'stop',
        verdict: 'not-enough-evidence',
        reason: 'too-close',
      });
    }
    expect(decide(rules, { answered: late, probabilityPass: 0.76, ...met })).toMatchObject({
      verdict: 'passed',
    });
    expect(decide(rules, { answered: late, probabilityPass: 0.55, ...met })).toEqual({ kind: 'continue' });
  });

  it('mirrors: what passes at P does not pass at 1 − P', () => {
    const mirror = {
      passed: 'not-passed',
      'not-passed': 'passed',
      'not-enough-evidence': 'not-enough-evidence',
    };
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (answered, probabilityPass) => {
        const one = decide(exampleRules, { answered, probabilityPass, ...met });
        const other = decide(exampleRules, { answered, probabilityPass: 1 - probabilityPass, ...met });
        expect(other.kind).toBe(one.kind);
        if (one.kind === 'stop' && other.kind === 'stop') expect(other.verdict).toBe(mirror[one.verdict]);
      }),
    );
  });
});
