import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsAt } from './blueprint.ts';
import { domainSupply } from './coverage.ts';
import { chooseEligible } from './eligible-set.ts';
import { NO_EXPOSURE } from './exposure.ts';
import { exampleRules } from './testing.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('eligible', 6);
const ids = bank.items.map(({ id }) => id);
const shownSeldom = fc.record({ administered: fc.nat(300), more: fc.nat(700) });
const exposureCounts = fc
  .array(shownSeldom, { minLength: ids.length, maxLength: ids.length })
  .map((counts) => ({
    sessions: 1000,
    items: new Map(
      ids.map((id, index) => {
        const { administered = 0, more = 0 } = counts[index] ?? {};
        return [id, { administered, eligible: administered + more }];
      }),
    ),
  }));

describe('the eligible set', () => {
  it('is every item for the first person', () => {
    expect([
      ...chooseEligible(bank, exampleRules, { seed: 's', seenItems: [], exposure: NO_EXPOSURE }),
    ]).toEqual(ids.map(() => 1));
  });

  it('can always fill the shortest and the longest test, whatever was seen and shown', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray(ids), exposureCounts, (seed, seenItems, exposure) => {
        const eligible = chooseEligible(bank, exampleRules, { seed, seenItems, exposure });
        const supply = domainSupply(bank, eligible, [], exampleRules.blueprint.competenceAtMost);
        for (const length of [exampleRules.minItems, exampleRules.maxItems]) {
          const { min, max } = boundsAt(exampleRules, bank.domains, length);
          expect(supply.every((count, domain) => count >= min[domain]!)).toBe(true);
          const usable = supply.reduce((sum, count, domain) => sum + Math.min(count, max[domain]!), 0);
          expect(usable).toBeGreaterThanOrEqual(length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('leaves out what the person has seen while the rest suffices', () => {
    const seenItems = ids.filter((_, index) => index % 3 === 0);
    const eligible = chooseEligible(bank, exampleRules, { seed: 's', seenItems, exposure: NO_EXPOSURE });
    expect(ids.filter((_, index) => eligible[index] === 1)).toEqual(
      ids.filter((_, index) => index % 3 !== 0),
    );
  });

  it('takes items at rest back before items the person has seen', () => {
    const seenItems = ids.filter((id) => id.startsWith('1.') && id !== '1.1-01' && id !== '1.1-02');
    const exposure = { sessions: 100, items: new Map([['1.1-01', { administered: 99, eligible: 100 }]]) };
    const eligible = chooseEligible(bank, exampleRules, { seed: 's', seenItems, exposure });
    const ofDomain = ids.filter((id, index) => id.startsWith('1.') && eligible[index] === 1);
    expect(ofDomain).toContain('1.1-01');
    expect(ofDomain).toContain('1.1-02');
    expect(ofDomain).toHaveLength(5);
  });

  it('gives what it has when the bank is too small', () => {
    const rules = { ...exampleRules, minItems: 50, maxItems: 100 };
    expect(chooseEligible(bank, rules, { seed: 's', seenItems: ids, exposure: NO_EXPOSURE })).toHaveLength(
      144,
    );
  });
});
