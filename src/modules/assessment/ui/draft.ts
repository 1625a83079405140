import { itemOf, type Draft } from './answer-form.ts';

const KEY = 'bdhvs-test:';

/** Keeps what was chosen for the open question on this phone until the server has it. */
export function keepDraft(session: string, draft: Draft): void {
  try {
    sessionStorage.setItem(KEY + session, JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the choice is still on the screen.
  }
}

/** What was chosen for this question and not sent; undefined when there is none, or it was for another question. */
export function keptDraft(session: string, itemId: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY + session) ?? 'null');
    return isDraft(kept) && itemOf(kept) === itemId ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function dropDraft(session: string): void {
  try {
    sessionStorage.removeItem(KEY + session);
  } catch {
    // Nothing was kept there either.
  }
}

const isDraft = (value: unknown): value is Draft =>
  Array.isArray(value) &&
  value.every(
    (entry) => Array.isArray(entry) && entry.length === 2 && entry.every((one) => typeof one === 'string'),
  );
