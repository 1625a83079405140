import { describe, expect, test } from 'vitest';
import { testRelease } from '../../../server/testing.ts';
import { competencesOf, currentFramework, domainOf, faultsOf } from './framework.ts';
import { targetGroupCodes, targetGroupKind, targetGroups } from './target-groups.ts';

const release = testRelease();
const framework = currentFramework(release);

describe('the shipped framework', () => {
  // Golden numbers: Thông tư 02/2025/TT-BGDĐT.
  test('has 6 domains, 24 competences, 4 levels and 8 tiers', () => {
    expect(framework.domains.map((domain) => domain.competences.length)).toEqual([3, 6, 4, 4, 4, 3]);
    expect(competencesOf(framework)).toHaveLength(24);
    expect(framework.levels.map((level) => level.tiers)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ]);
  });

  test('says what could not be verified and how sure each source is', () => {
    expect(framework.unverified.some((line) => line.vi.includes('757/QĐ-BKHCN'))).toBe(true);
    expect(new Set(framework.sources.map((source) => source.mark))).toEqual(
      new Set(['confirmed', 'secondary', 'background']),
    );
  });

  test('knows the domain of a competence', () => expect(domainOf('4.2')).toBe('4'));
});

describe('a framework with faults', () => {
  test.each([
    ['a code twice', { domains: [framework.domains[0]!, framework.domains[0]!] }, 'code 1 stands twice'],
    [
      'a competence of another domain',
      { domains: [{ ...framework.domains[0]!, code: '9' }] },
      'competence 1.1 does not belong to domain 9',
    ],
    [
      'a gap in the tiers',
      { tiers: framework.tiers.slice(1) },
      'tiers must run from 1 without gaps, found 2 at place 1',
    ],
    [
      'a level that lacks a tier',
      { levels: framework.levels.slice(1) },
      'levels hold the tiers 3, 4, 5, 6, 7, 8',
    ],
  ])('%s is named', (_, change, fault) => {
    expect(faultsOf({ ...framework, ...change }).join('; ')).toContain(fault);
  });
});

describe('the four target groups', () => {
  const groups = targetGroups(release);

  test('ask a tier of every competence, and say that the tiers are a proposal', () => {
    expect(groups.groups.map((group) => group.code)).toEqual([...targetGroupCodes]);
    for (const group of groups.groups) expect(Object.keys(group.tiers)).toHaveLength(24);
    expect(groups.note.vi).toContain('đề xuất của dự án');
  });

  test('with a competence that the framework does not have are refused', () => {
    const [group, ...rest] = groups.groups;
    const wrong = {
      ...groups,
      groups: [{ ...group!, tiers: { ...group!.tiers, '7.1': 2, '1.1': 9 } }, ...rest],
    };
    const faults = targetGroupKind.check!([{ path: 'frameworks/groups-x.yaml', value: wrong }], release);
    expect(faults.map((fault) => fault.what)).toEqual([
      'group citizens: tier 9 of 1.1 is above 8',
      'group citizens: competence 7.1 is not in tt02-2025',
    ]);
  });
});
