import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateAbilities } from './domain-abilities.ts';
import { domainProfile } from './domain-profile.ts';
import { shippedRules } from './testing.ts';
import { prepareBank } from './bank.ts';

/** Six equal items at the cut for each of three domains. */
const bank = prepareBank(
  'profile',
  ['1', '2', '3'].flatMap((domain) =>
    Array.from({ length: 6 }, (_, number) => ({
      id: `${domain}.1-0${number + 1}`,
      competence: `${domain}.1`,
      discrimination: 1.3,
      difficulty: -0.3,
      guessing: 0,
    })),
  ),
);

/** Answers per domain as text, `1` right and `0` wrong. */
function profileOf(...perDomain: string[]) {
  const answers = perDomain.flatMap((results, domain) =>
    [...results].map((result, number) => ({ index: 6 * domain + number, right: result === '1' })),
  );
  return domainProfile(bank, shippedRules, answers, estimateAbilities(bank, shippedRules, answers));
}
const levels = (...perDomain: string[]) => profileOf(...perDomain).map(({ level }) => level);

describe('the domain profile', () => {
  it('counts what was asked and right', () => {
    expect(profileOf('110', '', '1')).toMatchObject([
      { domain: '1', asked: 3, right: 2 },
      { domain: '2', asked: 0, right: 0 },
      { domain: '3', asked: 1, right: 1 },
    ]);
  });

  it('says unknown with fewer than two answers, however able the person', () => {
    expect(levels('111111', '111111', '1')[2]).toBe('unknown');
    expect(levels('111111', '111111', '')[2]).toBe('unknown');
  });

  it('tells domains of one person apart: the overall ability alone decides nothing', () => {
    expect(levels('111111', '000000', '111000')).toEqual(['ok', 'learn-more', 'unknown']);
  });

  it('calls all domains strong when nearly all is right, and none when all is wrong', () => {
    expect(levels('11111', '11111', '11111')).toEqual(['strong', 'strong', 'strong']);
    expect(levels('00000', '00000', '00000')).toEqual(['learn-more', 'learn-more', 'learn-more']);
  });

  it('pulls the same answers up in an able person and down in another', () => {
    expect(levels('111111', '111111', '10')[2]).toBe('ok');
    expect(levels('000000', '000000', '10')[2]).toBe('learn-more');
  });

  it('says unknown, or learn more, and not ok when a person who is able elsewhere gets nothing right', () => {
    expect(levels('111', '111', '00')[2]).toBe('unknown');
    expect(levels('101', '101', '0000')[2]).toBe('learn-more');
  });

  it('never falls when an answer in the domain turns right', () => {
    const rank = { 'learn-more': 0, unknown: 1, ok: 2, strong: 3 };
    const results = fc.array(fc.boolean(), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(results, results, (own, others) => {
        const text = (list: readonly boolean[]) => list.map((right) => (right ? '1' : '0')).join('');
        const before = levels(text(own), text(others))[0]!;
        const after = levels(text(own).replace('0', '1'), text(others))[0]!;
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });
});
