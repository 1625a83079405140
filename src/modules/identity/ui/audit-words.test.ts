// An administrator reads what was done in words, not in the names that the program gives it.
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../../..');
/** Actions whose names are put together, by what stands around the act: a draft is moved by acts, a plan is settled one way or the other. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  'assessment.…-in-sitting': [
    'approve',
    'refuse',
    'pause',
    'resume',
    'extend',
    'incident',
    'new-code',
    'end',
  ],
  'assessment.…-item': ['submit', 'return', 'try', 'release', 'retire', 'broken', 'repaired'],
  'authoring.…': ['submit', 'return', 'sign', 'publish', 'retire'],
  'budgets.…': ['send', 'reopen'],
  'emulation.…': ['grant', 'refuse', 'withdraw'],
  'emulation.…-initiative': ['submit', 'return', 'publish'],
  'packages.…': ['publish', 'retire', 'remove'],
  'plans.…': ['accepted', 'set-aside'],
  'reporting.…': ['enter', 'send', 'return', 'accept'],
  'reporting.…-ticket': ['answer', 'pass', 'close', 'reopen'],
  'requests.…': ['send', 'discard', 'remind', 'return', 'close', 'open', 'answer'],
};

/** Every action that a module's server writes into the audit log, as it stands in the text. */
function actionsInCode(): string[] {
  const files = globSync('modules/*/server/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(resolve(root, file), 'utf8');
    if (!/\baudit\(/.test(text)) continue;
    for (const line of text.split('\n').filter((one) => /action|change\(/.test(one))) {
      for (const [, action] of line.matchAll(/'([a-z]+\.[a-z]+(?:-[a-z]+)*)'/g)) found.add(action!);
      // A name put together that is not told above is looked for under its beginning, and missed.
      for (const [, module, rest] of line.matchAll(/action: `([a-z]+)\.\$\{[^}]*\}([a-z-]*)`/g)) {
        const made = `${module!}.…${rest!}`;
        for (const act of MADE[made] ?? ['…']) found.add(made.replace('…', act));
      }
    }
  }
  return [...found].sort();
}

test('every action in the audit log has words in both languages', () => {
  const actions = actionsInCode();
  expect(actions).toEqual(
    expect.arrayContaining(['authoring.sign', 'credentials.revoke', 'identity.sign-out-everywhere']),
  );
  for (const words of [vi, en]) {
    const known = words as Readonly<Record<string, string>>;
    expect(actions.filter((action) => !known[`audit.action.${action}`])).toEqual([]);
  }
});
