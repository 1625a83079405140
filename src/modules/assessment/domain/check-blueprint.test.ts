import { describe, expect, it } from 'vitest';
import { prepareBank } from './bank.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { exampleRules } from './testing.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('check', 6);

describe('checking a rule set against a bank', () => {
  it('finds nothing wrong with the shipped rules and 144 items', () => {
    expect(checkBlueprint(exampleRules, bank)).toEqual([]);
  });

  it('names a domain with too few items, and what that does to the longest test', () => {
    const poor = prepareBank(
      'poor',
      bank.items.filter(({ competence }) => !/^3\.[34]/.test(competence)),
    );
    expect(checkBlueprint(exampleRules, poor)).toEqual([
      { kind: 'domain-too-small', domain: '3', need: 5, have: 4 },
    ]);
    const rules = { ...exampleRules, maxItems: 35 };
    expect(checkBlueprint(rules, poor)).toContainEqual({ kind: 'bank-too-small', need: 35, have: 34 });
  });

  it('names lengths at which the domains cannot add up', () => {
    const rules = { ...exampleRules, minItems: 14, maxItems: 40 };
    expect(checkBlueprint(rules, bank)).toEqual([
      { kind: 'lengths-disagree', length: 14, min: 6, max: 12 },
      { kind: 'lengths-disagree', length: 40, min: 30, max: 36 },
      { kind: 'bank-too-small', need: 40, have: 36 },
    ]);
  });

  it('names a stretch in which more items fall due than there are places', () => {
    const range = (min: number, max: number) => ({ min, max });
    const domains = Object.fromEntries(
      ['1', '2', '3', '4', '5', '6'].map((domain) => [
        domain,
        domain === '1'
          ? { atMinItems: range(0, 1), atMaxItems: range(5, 6) }
          : { atMinItems: range(0, 2), atMaxItems: range(0, 4) },
      ]),
    );
    const rules = { ...exampleRules, minItems: 9, maxItems: 12, blueprint: { competenceAtMost: 2, domains } };
    expect(checkBlueprint(rules, bank)).toEqual([
      { kind: 'minima-rise-too-fast', from: 9, to: 12, need: 4, room: 3 },
    ]);
  });

  it('names a domain whose items cannot carry every session under the cap', () => {
    expect(checkBlueprint({ ...exampleRules, exposureCap: 0.05 }, bank)).toEqual([
      { kind: 'cap-too-low', domain: '1', need: 1, have: expect.closeTo(0.9) },
      { kind: 'cap-too-low', domain: '6', need: 1, have: expect.closeTo(0.9) },
    ]);
  });

  it('names a domain that would never be asked', () => {
    const { '6': _, ...domains } = exampleRules.blueprint.domains;
    const rules = {
      ...exampleRules,
      minItems: 8,
      maxItems: 30,
      blueprint: { ...exampleRules.blueprint, domains },
    };
    expect(checkBlueprint(rules, bank)).toEqual([{ kind: 'domain-not-in-rules', domain: '6' }]);
  });
});
