import { ConfigFaults } from '#platform/config/config.ts';
import { FolderInUse } from '#platform/database/claim.ts';
import { explainSystem } from '#platform/database/explain.ts';
import { ContentFaults } from './boot.ts';

/** What stopped the program, for the person who started it: a line a fault; a bug of ours keeps its stack. */
export function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigFaults) return error.faults;
  if (error instanceof ContentFaults) return error.message.split('\n');
  if (error instanceof FolderInUse) return [error.message];
  const line = explainSystem(error);
  if (line) return [line];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

/** Writes the lines to standard error. */
export function complain(error: unknown): void {
  for (const line of explain(error)) process.stderr.write(`✗ ${line}\n`);
}
