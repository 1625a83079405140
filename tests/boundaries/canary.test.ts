// The checkers themselves: a tree that breaks each rule once, and proof that they see the real tree at all.
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkBoundaries, manifestFaults, readManifests } from '../../tools/boundaries.ts';
import { moduleNames } from '../../src/server/modules.ts';

const root = resolve(import.meta.dirname, '../..');
const tree = join(import.meta.dirname, 'tree');

const oxlint = () =>
  new Promise<string>((done) => {
    const command = join(root, 'node_modules/oxlint/bin/oxlint');
    execFile(
      process.execPath,
      [command, '-c', '.oxlintrc.json', '-f', 'unix', tree],
      { cwd: root },
      (_, stdout) => done(stdout),
    );
  });

test('every rule about imports refuses the file that breaks it', async () => {
  const { seen, violations } = await checkBoundaries(tree);
  expect(seen).toBeGreaterThan(20);
  const found = new Set(violations.map(({ rule, from }) => `${rule} ${from}`));
  for (const file of globSync('src/**/*.{ts,svelte}', { cwd: tree })) {
    const first = readFileSync(join(tree, file), 'utf8').split('\n')[0]!;
    // The first line of a breaking file names the rule that it breaks.
    const rule = /^(?:\/\/|<!--) ([a-z][a-z-]+)\b/.exec(first)?.[1];
    if (!rule || rule === 'oxlint') continue;
    expect(found, file).toContain(`${rule} ${file}`);
  }
  expect(new Set(violations.map((violation) => violation.rule)).size).toBeGreaterThanOrEqual(20);
});

test('every generated rule is broken once, so that none is forgotten', async () => {
  const { violations, rules } = await checkBoundaries(tree);
  const broken = new Set(violations.map(({ rule }) => rule.replace(/^(alpha|beta)-/, '')));
  expect(
    [...new Set(rules.map((rule) => rule.replace(/^(alpha|beta)-/, '')))].filter((rule) => !broken.has(rule)),
  ).toEqual([]);
});

test('the linter refuses doors passed by types in markup, clocks, chance and default exports', async () => {
  const output = await oxlint();
  for (const [file, rule] of [
    ['alpha/ui/TypeOnly.svelte', 'no-restricted-imports'],
    ['beta/ui/PastTheDoor.svelte', 'no-restricted-imports'],
    ['alpha/domain/uses-clock.ts:2', 'no-restricted-properties'],
    ['alpha/domain/uses-clock.ts:3', 'no-restricted-properties'],
    ['alpha/domain/uses-clock.ts:4', 'no-restricted-globals'],
    ['alpha/domain/default-export.ts', 'no-default-export'],
  ] as const) {
    const lines = output.split('\n').filter((line) => line.includes(`modules/${file}`));
    expect(
      lines.some((line) => line.includes(rule)),
      `${file} ${rule}`,
    ).toBe(true);
  }
});

test('the real tree is seen, and holds', async () => {
  const { seen, violations } = await checkBoundaries(root);
  expect(seen).toBeGreaterThan(40);
  expect(violations).toEqual([]);
  expect(manifestFaults(readManifests(root), moduleNames)).toEqual([]);
});

test('a need must be there, and before; nobody needs the movement', () => {
  const faults = manifestFaults(
    [
      { name: 'a', needs: ['b'] },
      { name: 'b', needs: ['movement', 'x'] },
      { name: 'z', needs: [] },
    ],
    ['movement', 'a', 'b'],
  );
  expect(faults).toEqual([
    'a needs b, which comes after it',
    'b needs movement, which nobody may need',
    'b needs x, which is not in src/server/modules.ts',
    'z is missing from src/server/modules.ts',
  ]);
});
