import type { Bank } from './bank.ts';
import { probabilityRight } from './model.ts';
import type { RuleSet } from './rules.ts';

/** A way to test that ours is compared with, as a rule set of the same cut and domains. */
export interface Design {
  readonly name: string;
  readonly rules: RuleSet;
}

/** Of Thông tư 02/2025/TT-BGDĐT; a fixed number of questions goes round them. */
const COMPETENCES = 24;

/** About two questions more on average than the shipped rules. */
const SURER = { atMinItems: 0.98, atMaxItems: 0.7 };

/**
 * The tests in practice, beside the given rules: 20 and 50 questions that are the same in number for everybody, and
 * 32 adaptive ones of which chance picks one of the five most informative (the certification of Pix); and these 32 once
 * more where no item may be shown oftener than ours are, since a test whose items everybody has seen is right about nobody.
 * 'ours, surer' is the given rules with more certainty asked for, still under half as long as the 32.
 *
 * The fixed tests are drawn evenly over domains and competences, marked against the expected mark of a person at the cut, and know no
 * limit of exposure, which leaves them the best of it.
 *
 * @param expectedMark - share of right answers that a person at the cut is expected to give
 */
export function comparedDesigns(rules: RuleSet, expectedMark: number): Design[] {
  const domains = (items: number) => {
    const names = Object.keys(rules.blueprint.domains);
    const range = { min: Math.floor(items / names.length), max: Math.ceil(items / names.length) };
    return Object.fromEntries(names.map((name) => [name, { atMinItems: range, atMaxItems: range }]));
  };
  const withLength = (items: number): RuleSet => ({
    ...rules,
    minItems: items,
    maxItems: items,
    pretestItems: 0,
    // At its end, and only there, the likelier side is the verdict.
    confidence: { atMinItems: 0.5, atMaxItems: 0.5 },
    domainFloor: undefined,
    exposureCap: 1,
    blueprint: { competenceAtMost: Math.ceil(items / COMPETENCES), domains: domains(items) },
  });
  const fixed = (items: number): RuleSet => ({
    ...withLength(items),
    id: `fixed-${items}`,
    form: 'fixed',
    passMark: Math.round(expectedMark * items),
  });
  const adaptive: RuleSet = {
    ...withLength(32),
    id: 'adaptive-32',
    selection: {
      criterion: 'information',
      rampItems: 0,
      rampPower: 1,
      top: 5,
      reserve: { share: 0, until: 0 },
    },
  };
  return [
    { name: 'ours', rules },
    { name: 'fixed 20', rules: fixed(20) },
    { name: 'fixed 50', rules: fixed(50) },
    { name: 'adaptive 32, one of 5', rules: adaptive },
    { name: '32, exposed as ours', rules: { ...adaptive, exposureCap: rules.exposureCap } },
    { name: 'ours, surer', rules: { ...rules, id: 'surer', confidence: { ...rules.confidence, ...SURER } } },
  ];
}

/** Share of the bank's items that a person at this ability is expected to answer rightly. */
export function expectedMark({ items }: Pick<Bank, 'items'>, ability: number): number {
  return items.reduce((sum, item) => sum + probabilityRight(item, ability), 0) / items.length;
}
