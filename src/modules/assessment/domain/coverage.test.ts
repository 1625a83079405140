import { describe, expect, it } from 'vitest';
import { countCoverage, domainSupply } from './coverage.ts';
import { syntheticBank } from './synthetic-bank.ts';

const bank = syntheticBank('coverage', 6);
const ALL = new Uint8Array(bank.items.length).fill(1);

describe('coverage', () => {
  it('counts items per domain and competence', () => {
    const coverage = countCoverage(
      bank,
      ['1.1-01', '1.2-05', '4.3-02'].map((id) => bank.indexById.get(id) ?? -1),
    );
    expect(coverage.domains).toEqual([2, 0, 0, 1, 0, 0]);
    expect(coverage.competences[bank.competences.indexOf('4.3')]).toBe(1);
    expect(coverage.competences.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

describe('the supply', () => {
  it('counts a competence only as often as it may be asked', () => {
    expect(domainSupply(bank, ALL, [], 2)).toEqual([6, 12, 8, 8, 8, 6]);
    expect(domainSupply(bank, ALL, [], 100)).toEqual([18, 36, 24, 24, 24, 18]);
  });

  it('is less by what has been asked, and by what is closed', () => {
    const { competences } = countCoverage(bank, [0, 1]);
    expect(domainSupply(bank, ALL, competences, 2)[0]).toBe(4);
    expect(domainSupply(bank, new Uint8Array(bank.items.length), [], 2)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
