import type { LearningEvent } from '../domain/progress.ts';

/** What a learner did; id and time are added when it is kept. */
export type Done = Pick<LearningEvent, 'kind' | 'lesson' | 'step'> & { readonly choices?: string[] };

const PLACE = 'bdhvs-place:';

/** Storage and sending come after the page is there, when the first thing is to be kept. */
const recorder = () => import('./recorder.svelte.ts');

/** Keeps what the learner did on this phone first, then tries to send it; the lesson never waits for either. */
export async function record(event: Done): Promise<void> {
  if (event.kind !== 'lesson-finished') rememberPlace(event.lesson, event.step);
  const { keepAndSend } = await recorder();
  await keepAndSend(event);
}

/** Sends what is waiting on this phone, if anything; a phone on which nothing was begun loads nothing for it. */
export async function sendWaiting(): Promise<void> {
  if (!hasBegun()) return;
  const { send } = await recorder();
  await send();
}

function hasBegun(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(PLACE));
  } catch {
    return false;
  }
}

function rememberPlace(lesson: string, step: string): void {
  try {
    localStorage.setItem(PLACE + lesson, step);
  } catch {
    // Storage is full or forbidden; the server knows the place too.
  }
}

/** The step this phone stood at last, for resuming without a network. */
export function placeIn(lesson: string): string | null {
  try {
    return localStorage.getItem(PLACE + lesson);
  } catch {
    return null;
  }
}
