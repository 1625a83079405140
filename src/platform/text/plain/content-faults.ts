import type { Entry, Fault, Release } from '#platform/content/release.ts';
import type { Passage, PlainFault } from './fault.ts';
import { lexiconOf } from './lexicon.ts';
import { lineOf, lintPlain } from './lint.ts';

/** Texts that are looked at together, and the tier of those who read them. */
export interface Reading {
  readonly passages: readonly Passage[];
  readonly tier: number;
}

/**
 * Faults of plain language in content files, with their lines.
 *
 * @param severity `error` for what has to be put right, `warn` for what somebody should judge
 * @param readingsOf what each file says
 */
export function plainFaults<T>(
  severity: PlainFault['severity'],
  entries: readonly Entry<T>[],
  release: Release,
  readingsOf: (value: T) => readonly Reading[],
): Fault[] {
  const lexicon = lexiconOf(release);
  return entries.flatMap(({ path, value, lineOf: line }) =>
    readingsOf(value)
      .flatMap(({ passages, tier }) => lintPlain(passages, lexicon, tier))
      .filter((fault) => fault.severity === severity)
      .map((fault) => ({ path, line: line?.(fault.at) ?? 0, what: lineOf(fault) })),
  );
}
