import { competenceOfItem, type Item } from './item.ts';
import { ITEM_STATES, type ItemState } from './register.ts';
import { countVariants } from './templates/vary.ts';

type Count = Record<string, number>;

/** One competence, or the whole bank. */
export interface BankCounts {
  readonly items: number;
  readonly states: Readonly<Record<ItemState, number>>;
  readonly tiers: Readonly<Count>;
  readonly types: Readonly<Count>;
  /** Items with parameters, and the variants of all items together. */
  readonly templates: number;
  readonly variants: number;
  /** Least, middle and greatest difficulty, logits. */
  readonly difficulty: readonly [number, number, number];
}

export interface BankReport extends BankCounts {
  readonly competences: Readonly<Record<string, BankCounts>>;
}

/** What the question bank holds: by state, tier, type and competence. */
export function reportBank(items: readonly Item[]): BankReport {
  const competences = [...new Set(items.map(({ id }) => competenceOfItem(id)))].sort();
  return {
    ...countBank(items),
    competences: Object.fromEntries(
      competences.map((code) => [code, countBank(items.filter(({ id }) => competenceOfItem(id) === code))]),
    ),
  };
}

function countBank(items: readonly Item[]): BankCounts {
  const count = (name: (item: Item) => string): Count => {
    const counts: Count = {};
    for (const item of items) counts[name(item)] = (counts[name(item)] ?? 0) + 1;
    return counts;
  };
  const states = count(({ state = 'live' }) => state);
  const hard = items.map(({ difficulty }) => difficulty).sort((one, other) => one - other);
  return {
    items: items.length,
    states: Object.fromEntries(
      ITEM_STATES.map((state) => [state, states[state] ?? 0]),
    ) as BankCounts['states'],
    tiers: count(({ tier }) => String(tier)),
    types: count(({ type }) => type),
    templates: items.filter(({ vary }) => vary).length,
    variants: items.reduce((sum, item) => sum + countVariants(item), 0),
    difficulty: [hard[0] ?? 0, hard[Math.floor(hard.length / 2)] ?? 0, hard.at(-1) ?? 0],
  };
}
