import { type Bank, type BankItem, prepareBank } from './bank.ts';
import { drawNormal, randomFor } from './random.ts';

/** Competences per domain of Thông tư 02/2025/TT-BGDĐT: 24 in six domains. */
const COMPETENCES = [3, 6, 4, 4, 4, 3];
const ITEMS_PER_COMPETENCE = 20;

/**
 * A made-up bank to try rules on: 480 two-parameter items, twenty for each of the 24 competences.
 *
 *   log a ~ N(0.25, 0.3²), so that a is 1.28 in the middle and 0.7 to 2.3 for 19 items of 20;   b ~ N(−0.2, 1)
 *
 * A harder item is of a higher tier: 1 below −0.8, 2 up to 0.5, 3 above. The same seed gives the same bank.
 */
export function syntheticBank(seed: string, itemsPerCompetence = ITEMS_PER_COMPETENCE): Bank {
  const random = randomFor(seed, 'synthetic-bank');
  const items: BankItem[] = [];
  for (const [domain, competences] of COMPETENCES.entries()) {
    for (let number = 1; number <= competences; number += 1) {
      const competence = `${domain + 1}.${number}`;
      for (let item = 1; item <= itemsPerCompetence; item += 1) {
        const discrimination = Math.exp(0.25 + 0.3 * drawNormal(random));
        const difficulty = -0.2 + drawNormal(random);
        items.push({
          id: `${competence}-${String(item).padStart(2, '0')}`,
          competence,
          discrimination,
          difficulty,
          guessing: 0,
          tier: difficulty < -0.8 ? 1 : difficulty <= 0.5 ? 2 : 3,
        });
      }
    }
  }
  return prepareBank(`synthetic-${seed}`, items);
}
