import type { LearningEvent } from '../domain/progress.ts';

/** What a learner did; id and time are added when it is kept. */
export type Done = Pick<LearningEvent, 'kind' | 'lesson' | 'step'> & { readonly choices?: string[] };

/** Storage and sending come after the page is there, when the first thing is to be kept. */
const recorder = () => import('./recorder.svelte.ts');

/** Keeps what the learner did on this phone first, then tries to send it; the lesson never waits for either. */
export async function record(event: Done): Promise<void> {
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
/** Stands for a step where the whole lesson was done; ids of steps have no asterisk. */
export const FINISHED = '*';

/**
 * The step this phone stood at last, or `FINISHED`, for resuming without a network. Brings the recorder over, so that
 * a lesson begun without a network is recorded too.
 */
export async function placeIn(lesson: string): Promise<string | null> {
  const { readPlace } = await recorder();
  return readPlace(lesson);
}
