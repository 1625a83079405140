import type { Command as Commander } from 'commander';

/** The group of two-word commands, made at its first command. */
export function group(program: Commander, name: string, description = ''): Commander {
  const found = program.commands.find((one) => one.name() === name);
  if (found) return found;
  return program.command(name).description(description).helpCommand(false);
}
