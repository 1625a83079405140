import { at } from './ability.ts';
import type { Bank } from './bank.ts';
import type { RuleSet } from './rules.ts';
import { readAnswers, type SessionState } from './session-state.ts';
import { scoreAnswers, type SessionResult } from './session.ts';
import type { StopReason, Verdict } from './stop.ts';

const ORDER: readonly Verdict[] = ['not-passed', 'not-enough-evidence', 'passed'];

/**
 * The result of a finished test without some of its questions. The mark of a fixed test falls in proportion, rounded
 * down: doubt is the person's.
 *
 * @returns undefined when none of them was answered in this test
 */
export function scoreWithout(
  bank: Bank,
  rules: RuleSet,
  state: SessionState,
  items: ReadonlySet<string>,
  reason: StopReason,
): SessionResult | undefined {
  const answers = readAnswers(bank, state) ?? [];
  const kept = answers.filter(({ index }) => !items.has(bank.items[index]?.id ?? ''));
  if (kept.length === answers.length) return undefined;
  const gone = answers.filter(
    ({ index }) => at(bank.scored, index) === 1 && !kept.some((one) => one.index === index),
  );
  const { passMark, maxItems } = rules;
  const scaled =
    passMark === undefined
      ? rules
      : { ...rules, passMark: Math.floor((passMark * (maxItems - gone.length)) / maxItems) };
  return scoreAnswers(bank, scaled, kept, reason);
}

/** What neutralising does to a verdict: it never makes one worse. */
export function compareVerdicts(before: Verdict, after: Verdict): 'up' | 'same' | 'down' {
  const step = ORDER.indexOf(after) - ORDER.indexOf(before);
  return step > 0 ? 'up' : step < 0 ? 'down' : 'same';
}
