import type { Bank } from './bank.ts';
import type { SessionState } from './session-state.ts';

/**
 * Items a phone can show: without tasks from the answer on at which it said that it runs no scripts. That place is part
 * of the state, so that the test can still be played again.
 *
 * @param open - per item of the bank: 1 if it may be asked as far as everything else goes
 */
export function withoutTasks(bank: Bank, state: SessionState, open: Uint8Array): Uint8Array {
  if (state.plainFrom === undefined || state.results.length < state.plainFrom) return open;
  return open.map((isOpen, index) => (bank.items[index]?.task ? 0 : isOpen));
}

/** The state with the open task taken back; undefined when `itemId` is not the open question. */
export function takeBackTask(state: SessionState, itemId: string): SessionState | undefined {
  const answered = state.results.length;
  if (state.asked[answered] !== itemId) return undefined;
  return {
    ...state,
    asked: state.asked.slice(0, answered),
    plainFrom: Math.min(state.plainFrom ?? answered, answered),
  };
}
