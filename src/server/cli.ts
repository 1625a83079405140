// `npm run bdhvs -- <command>`. Results go to standard output, progress to standard error.
// Exit codes: 0 done · 1 refused or failed, with a line for each fault · 2 the command itself was not understood.
import './compiled.ts';
import { CommanderError, type Command as Commander } from 'commander';

const { makeProgram } = await import('./commands/program.ts');
const { complain } = await import('./explain.ts');
const program = makeProgram();
strict(program);
try {
  await program.parseAsync(process.argv);
  process.exit(0);
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  complain(error);
  process.exit(1);
}

/** Commander ends the process by itself unless every command is told not to. */
function strict(command: Commander): void {
  command.exitOverride();
  command.showHelpAfterError('(--help shows what is possible)');
  for (const one of command.commands) strict(one);
}
