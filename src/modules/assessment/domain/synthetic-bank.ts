import { type Bank, type BankItem, prepareBank } from './bank.ts';
import { randomFor } from './random.ts';
import { drawNormal } from './simulate.ts';

/** Competences per domain of Thông tư 02/2025/TT-BGDĐT: 24 in six domains. */
const COMPETENCES = [3, 6, 4, 4, 4, 3];
const ITEMS_PER_COMPETENCE = 6;

/**
 * A made-up bank to try rules on: 144 two-parameter items, six for each of the 24 competences.
 *
 *   log a ~ N(0.25, 0.3²), so that a is 1.28 in the middle and 0.7 to 2.3 for 19 items of 20;   b ~ N(−0.2, 1)
 *
 * The same seed gives the same bank.
 */
export function syntheticBank(seed: string): Bank {
  const random = randomFor(seed, 'synthetic-bank');
  const items: BankItem[] = [];
  for (const [domain, competences] of COMPETENCES.entries()) {
    for (let number = 1; number <= competences; number += 1) {
      const competence = `${domain + 1}.${number}`;
      for (let item = 1; item <= ITEMS_PER_COMPETENCE; item += 1) {
        items.push({
          id: `${competence}-${String(item).padStart(2, '0')}`,
          competence,
          discrimination: Math.exp(0.25 + 0.3 * drawNormal(random)),
          difficulty: -0.2 + drawNormal(random),
          guessing: 0,
        });
      }
    }
  }
  return prepareBank(`synthetic-${seed}`, items);
}
