import type { Command as Commander } from 'commander';
import type { Command } from '#platform/http/module.ts';
import { modules } from '../compose.ts';
import { group } from './group.ts';
import { print, say, withProgram } from './session.ts';

/** What the modules offer: each `commands` entry of each `ServerModule`. */
export function addModuleCommands(program: Commander): void {
  for (const module of modules) {
    for (const [name, command] of Object.entries(module.commands ?? {})) addCommand(program, name, command);
  }
}

/** @param name one or two words */
function addCommand(program: Commander, name: string, command: Command): void {
  const [first, second] = name.split(' ') as [string, string | undefined];
  const made = (second ? group(program, first, `${first} …`) : program)
    .command(second ?? first)
    .description(command.summary);
  for (const argument of command.arguments ?? []) made.argument(argument.name, argument.summary);
  for (const option of command.options ?? []) made.option(option.flags, option.summary);
  made.action(() =>
    withProgram(({ services }) =>
      command.run(services, { arguments: made.processedArgs as string[], options: made.opts(), say, print }),
    ),
  );
}
