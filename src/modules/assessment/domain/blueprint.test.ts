import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsAt, isBlueprintMet, openDomains } from './blueprint.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { exampleRules } from './testing.ts';
import type { RuleSet } from './rules.ts';
import { syntheticBank } from './synthetic-bank.ts';

const DOMAINS = ['1', '2', '3', '4', '5', '6'];
const { minItems, maxItems } = exampleRules;

const bank = syntheticBank('roomy');

/** Rules of uneven domains that checkBlueprint finds nothing wrong with. */
const roomyRules: fc.Arbitrary<RuleSet> = fc
  .record({
    ends: fc.tuple(fc.integer({ min: 6, max: 12 }), fc.integer({ min: 12, max: 36 })),
    starts: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 6, maxLength: 6 }),
    growth: fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }),
    slack: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ ends: [shortest, longest], starts, growth, slack }) => {
    const at = (list: readonly number[], index: number) => list[index] ?? 0;
    const domains = DOMAINS.map((domain, d) => {
      const atMinItems = { min: at(starts, d), max: at(starts, d) + at(slack, d) };
      const min = at(starts, d) + at(growth, d);
      return [domain, { atMinItems, atMaxItems: { min, max: Math.max(min, atMinItems.max) + at(slack, d) } }];
    });
    const blueprint = { competenceAtMost: 36, domains: Object.fromEntries(domains) };
    return { ...exampleRules, minItems: shortest, maxItems: longest, blueprint };
  })
  .filter((rules) => checkBlueprint(rules, bank).length === 0);

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

describe('the bounds', () => {
  it('are those of the rules at both ends and lie between them elsewhere', () => {
    expect(boundsAt(exampleRules, ['1'], minItems)).toEqual({ min: [1], max: [2] });
    expect(boundsAt(exampleRules, ['1'], maxItems)).toEqual({ min: [5], max: [6] });
    expect(boundsAt(exampleRules, ['1'], 20)).toEqual({ min: [3], max: [4] });
  });

  it('have no minimum before the shortest test', () => {
    expect(boundsAt(exampleRules, ['1'], minItems - 1)).toEqual({ min: [0], max: [2] });
  });

  it('shut out a domain that the rules do not name', () => {
    expect(boundsAt(exampleRules, ['9'], maxItems)).toEqual({ min: [0], max: [0] });
  });

  it('leave room for a test of every length when they do at both ends', () => {
    fc.assert(
      fc.property(roomyRules, (rules) => {
        for (let length = rules.minItems; length <= rules.maxItems; length += 1) {
          const { min, max } = boundsAt(rules, DOMAINS, length);
          expect(sum(min)).toBeLessThanOrEqual(length);
          expect(sum(max)).toBeGreaterThanOrEqual(length);
        }
      }),
    );
  });
});

describe('taking any open domain each time', () => {
  it('meets the blueprint at every length from the shortest on, to the longest', () => {
    fc.assert(
      fc.property(roomyRules, fc.infiniteStream(fc.nat(5)), (rules, picks) => {
        const counts = DOMAINS.map(() => 0);
        const plenty = DOMAINS.map(() => 100);
        for (let length = 1; length <= rules.maxItems; length += 1) {
          const open = openDomains(rules, DOMAINS, counts, plenty).flatMap((isOpen, domain) =>
            isOpen ? [domain] : [],
          );
          const chosen = open[(picks.next().value ?? 0) % open.length] ?? -1;
          counts[chosen] = (counts[chosen] ?? 0) + 1;
          expect(sum(counts)).toBe(length);
          if (length >= rules.minItems) expect(isBlueprintMet(rules, DOMAINS, counts)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('open domains', () => {
  it('are the missing ones when the shortest test has just room for them', () => {
    expect(openDomains(exampleRules, DOMAINS, [2, 2, 1, 1, 0, 0], [9, 9, 9, 9, 9, 9])).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('leave out a domain that has nothing to give', () => {
    expect(openDomains(exampleRules, DOMAINS, [0, 0, 0, 0, 0, 0], [0, 9, 9, 9, 9, 9])).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('are none when every domain is used up', () => {
    expect(openDomains(exampleRules, DOMAINS, [1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0])).not.toContain(true);
  });
});

describe('the blueprint', () => {
  it('is not met by a test that is too short or lacks a domain', () => {
    expect(isBlueprintMet(exampleRules, DOMAINS, [2, 1, 1, 1, 1, 1])).toBe(false);
    expect(isBlueprintMet(exampleRules, DOMAINS, [2, 2, 2, 1, 1, 0])).toBe(false);
    expect(isBlueprintMet(exampleRules, DOMAINS, [2, 2, 1, 1, 1, 1])).toBe(true);
  });

  it('is not met by a bank without one of its domains', () => {
    expect(isBlueprintMet(exampleRules, DOMAINS.slice(0, 5), [2, 2, 2, 1, 1])).toBe(false);
  });
});
