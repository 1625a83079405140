import { lintPlain } from '#platform/text/plain/lint.ts';
import type { Lexicon } from '#platform/text/plain/lexicon.ts';
import type { Item } from '../item.ts';
import { passagesOfItem } from '../passages.ts';
import { checkItem } from '../templates/check-item.ts';

export const draftFaultCodes = ['too-long', 'real-number', 'alike', 'no-why', 'plain', 'wrong'] as const;
/** What is wrong with a draft. An `error` keeps it from review. */
export interface DraftFault {
  readonly code: (typeof draftFaultCodes)[number];
  /** The text, the number of signs, the words: as far as the code needs them. */
  readonly detail: string;
  readonly severity: 'error' | 'warn';
}

/** What the check of the bank says, by its kind. */
function told(what: string): Omit<DraftFault, 'severity'> {
  const [, long] = /has more than (\d+) signs$/.exec(what) ?? [];
  if (long) return { code: 'too-long', detail: long };
  const [, number] = /holds what could be a real (.+)$/.exec(what) ?? [];
  if (number) return { code: 'real-number', detail: '' };
  if (what === 'two choices read the same') return { code: 'alike', detail: '' };
  // Nothing else of a draft can be empty: it was taken or saved so.
  if (what === 'text must not be empty') return { code: 'no-why', detail: '' };
  return { code: 'wrong', detail: what };
}

/** What has to be put right before a review, and what somebody should judge: the same that holds for content files. */
export function draftFaults(item: Item, lexicon: Lexicon): DraftFault[] {
  const plain = lintPlain(passagesOfItem(item, 0), lexicon, item.tier).map(
    ({ found, suggestion, severity }): DraftFault => ({
      code: 'plain',
      detail: `“${found}”: ${suggestion}`,
      severity,
    }),
  );
  return [...checkItem(item).map((what) => ({ ...told(what), severity: 'error' as const })), ...plain];
}
