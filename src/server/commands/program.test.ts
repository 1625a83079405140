import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';

test('every command says in one line what it does, and keys can be checked, kept and rotated', () => {
  const program = makeProgram();
  const all = program.commands.flatMap((one) => (one.commands.length > 0 ? one.commands : [one]));
  for (const command of all) expect(command.description(), command.name()).toMatch(/^\S.{8,}$/);
  const keys = program.commands.find((one) => one.name() === 'keys')!;
  expect(keys.commands.map((one) => one.name()).sort()).toEqual([
    'check',
    'export',
    'list',
    'rotate',
    'withdraw',
  ]);
  expect(keys.helpInformation()).toContain('End the key that signs certificates');
});
