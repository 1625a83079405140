import type { TaskAct } from '#modules/practice/index.ts';
import { itemOf, type Draft } from './answer-form.ts';

const KEY = 'bdhvs-test:';
const ACTS = 'bdhvs-task:';

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

/** Keeps what was done so far on the make-believe phone of the open task. */
export function keepActs(session: string, itemId: string, acts: readonly TaskAct[]): void {
  try {
    sessionStorage.setItem(ACTS + session, JSON.stringify({ itemId, acts }));
  } catch {
    // Storage is full or forbidden: after a reload the task begins anew.
  }
}

/** What was done for this task and not sent; empty when nothing was, or it does not read. */
export function keptActs(session: string, itemId: string): readonly TaskAct[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(ACTS + session) ?? 'null') as { itemId?: unknown } | null;
    const acts = kept?.itemId === itemId ? (kept as { acts?: unknown }).acts : undefined;
    return Array.isArray(acts) ? (acts as TaskAct[]) : [];
  } catch {
    return [];
  }
}

export function dropDraft(session: string): void {
  try {
    sessionStorage.removeItem(KEY + session);
    sessionStorage.removeItem(ACTS + session);
  } catch {
    // Nothing was kept there either.
  }
}

const isDraft = (value: unknown): value is Draft =>
  Array.isArray(value) &&
  value.every(
    (entry) => Array.isArray(entry) && entry.length === 2 && entry.every((one) => typeof one === 'string'),
  );
