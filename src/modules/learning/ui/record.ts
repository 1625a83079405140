import type { LearningEvent } from '../domain/progress.ts';

/** What a learner did; id and time are added when it is kept. */
export type Done = Pick<LearningEvent, 'kind' | 'lesson' | 'step'> &
  Partial<Pick<LearningEvent, 'choices' | 'purpose' | 'took'>>;

/** Stands for a step where the whole lesson was done; ids of steps have no asterisk. */
export const FINISHED = '*';

/** Whole seconds since a moment, as an event takes them. */
export const secondsSince = (moment: number): number =>
  Math.min(3600, Math.max(0, Math.round((Date.now() - moment) / 1000)));

const BEGUN = 'bdhvs-begun';

/** Storage and sending come after the page is there, when the first thing is to be kept. */
const recorder = () => import('./recorder.svelte.ts');

/** Brings the recorder over once pages are kept here, so that what is done without a network later is recorded too. */
export const bringRecorder = (): void =>
  void navigator.serviceWorker?.ready.then(recorder).catch(() => undefined);

/** Keeps what the learner did on this phone first, then tries to send it; the lesson never waits for either. */
export async function record(event: Done): Promise<void> {
  try {
    localStorage.setItem(BEGUN, '1');
  } catch {
    // Forbidden here: what waits is then sent from the lesson's own pages only.
  }
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
    return localStorage.getItem(BEGUN) !== null;
  } catch {
    return false;
  }
}

/**
 * The step this phone stood at last, or `FINISHED`, for resuming without a network. Brings the recorder over, so that
 * a lesson begun without a network is recorded too; a first visit, where nothing can be known or kept yet, loads nothing.
 */
export async function placeIn(lesson: string): Promise<string | null> {
  if (!hasBegun() && !navigator.serviceWorker?.controller) return null;
  const { readPlace } = await recorder();
  return readPlace(lesson);
}
