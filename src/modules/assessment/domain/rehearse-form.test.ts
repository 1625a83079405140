import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { prepareBank } from './bank.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { rehearseForm } from './rehearse-form.ts';
import { RuleSet } from './rules.ts';
import { syntheticBank } from './synthetic-bank.ts';

const rulesOf = (id: string) =>
  v.parse(
    RuleSet,
    parse(readFileSync(join(import.meta.dirname, `../../../../content/rules/${id}.yaml`), 'utf8')),
  );
const bank = syntheticBank('rehearse');

describe('a fixed test of the kind that is practised', () => {
  test.each([
    ['practised-20', 20, 30, 14],
    ['practised-50', 50, 90, 35],
  ])('%s asks %i questions in %i minutes, %i pass, and a large bank gives it', (id, items, minutes, mark) => {
    const rules = rulesOf(id);
    expect(rules).toMatchObject({
      form: 'fixed',
      minItems: items,
      maxItems: items,
      timeLimitMinutes: minutes,
      passMark: mark,
    });
    expect(checkBlueprint(rules, bank)).toEqual([]);
    expect(rehearseForm(rules, bank)).toEqual([]);
  });

  test('is refused where the bank has too few questions of a tier', () => {
    const basicOnly = prepareBank(
      'basic',
      bank.items.map((item, place) => ({ ...item, tier: place % 48 === 0 ? 3 : 1 })),
    );
    const faults = checkBlueprint(rulesOf('practised-50'), basicOnly);
    expect(faults).toMatchObject([{ kind: 'tier-too-small', from: 3, to: 4, need: 15 }]);
  });

  test('is refused where tiers and domains cannot be had together', () => {
    // Enough of both tiers, yet all that is basic lies in domains that may give only half of the test.
    const rules = rulesOf('practised-50');
    const apart = prepareBank(
      'apart',
      bank.items.map((item) => ({ ...item, tier: /^[1256]/.test(item.competence) ? 1 : 3 })),
    );
    const tight = {
      ...rules,
      blueprint: {
        ...rules.blueprint,
        tiers: [
          { from: 1, to: 2, items: 40 },
          { from: 3, to: 4, items: 10 },
        ],
      },
    };
    expect(checkBlueprint(tight, apart)).toEqual([]);
    expect(rehearseForm(tight, apart)).toMatchObject([{ kind: 'form-not-filled' }]);
  });
});
