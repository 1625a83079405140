import type { FaultView } from '../domain/contract.ts';

export interface Notes {
  /** What has to be put right, one after the other. */
  readonly error: string | undefined;
  /** What somebody should judge. */
  readonly warnings: readonly string[];
}

/** What the check says of one place. @param deep also of every place in it */
export function notesAt(faults: readonly FaultView[], at: string, deep = false): Notes {
  const here = faults.filter((one) => one.at === at || (deep && one.at.startsWith(`${at}.`)));
  const errors = here.filter(({ severity }) => severity === 'error').map(({ what }) => what);
  return {
    error: errors.length > 0 ? errors.join(' ') : undefined,
    warnings: here.filter(({ severity }) => severity === 'warn').map(({ what }) => what),
  };
}

/** An id that none of these has: `doc-4`. */
export function freeId(beginning: string, taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number++)
    if (!taken.includes(`${beginning}-${number}`)) return `${beginning}-${number}`;
}

/** The list with one piece a place further up (-1) or down (1); the same where it stands at the end. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  if (to < 0 || to >= list.length) return [...list];
  const copy = [...list];
  [copy[index], copy[to]] = [copy[to]!, copy[index]!];
  return copy;
}
