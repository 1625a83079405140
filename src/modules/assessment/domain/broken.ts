import type { Bank } from './bank.ts';
import { withoutTasks } from './plain.ts';
import type { SessionState } from './session-state.ts';

/** An item that turned out to be broken while the session ran, from so many answers on. */
export interface Broken {
  readonly id: string;
  readonly from: number;
  /** It was the open question, and another one was asked in its place. */
  readonly wasOpen?: true;
}

/**
 * Items that may still be asked: no tasks on a phone without scripts, nothing that is broken. Both say from which answer
 * on, so that the test can still be played again.
 *
 * @param open - per item of the bank: 1 if it may be asked as far as everything else goes
 */
export function askable(bank: Bank, state: SessionState, open: Uint8Array): Uint8Array {
  const shown = withoutTasks(bank, state, open);
  const broken = (state.broken ?? []).filter(({ from }) => from <= state.results.length);
  if (broken.length === 0) return shown;
  const left = shown.slice();
  for (const { id } of broken) left[bank.indexById.get(id) ?? -1] = 0;
  return left;
}

/**
 * Notes that items are broken. The open question is taken back when it is one of them; one that was answered stays as
 * answered, whether it counts is decided apart (neutralise.ts).
 *
 * @returns the same state when nothing changes
 */
export function noteBroken(bank: Bank, state: SessionState, ids: Iterable<string>): SessionState {
  const answered = state.results.length;
  const known = new Set((state.broken ?? []).map(({ id }) => id));
  const fresh: Broken[] = [];
  let { asked } = state;
  for (const id of ids) {
    const place = asked.indexOf(id);
    if (known.has(id) || !bank.indexById.has(id) || (place >= 0 && place < answered)) continue;
    fresh.push({ id, from: answered, ...(place === answered ? { wasOpen: true as const } : {}) });
    if (place === answered) asked = asked.slice(0, answered);
  }
  return fresh.length === 0 ? state : { ...state, asked, broken: [...(state.broken ?? []), ...fresh] };
}

/** Whether the open question stands in place of one that broke while it was open. */
export const isReplacement = (state: SessionState): boolean =>
  (state.broken ?? []).some(({ wasOpen, from }) => wasOpen && from === state.results.length);
