import { tapper } from '#modules/identity/index.ts';
import { makeSender } from '#platform/client/sender.ts';
import { herOwn, putOnShelf, takeFromShelf } from '#platform/client/shelf.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sendEvents } from '../domain/contract.ts';
import type { LearningEvent } from '../domain/progress.ts';
import { FINISHED, type Done } from './record.ts';
import { noteRecalled } from './review/history.ts';

/** What is on this phone and not yet with the server, and how sending it goes. */
export const sending = $state({ waiting: 0, busy: false, failed: false });

const sender = makeSender<LearningEvent>('learning', sendEvents, sending, 200);
export const { send } = sender;

/** Keeps what the learner did on this phone first, then tries to send it; the lesson never waits for either. */
export async function keepAndSend(event: Done): Promise<void> {
  const full: LearningEvent = {
    choices: [],
    tappedBy: tapper(document.cookie),
    purpose: 'lesson',
    took: null,
    ...event,
    id: newUuid(),
    at: new Date().toISOString(),
  };
  const place = event.kind === 'lesson-finished' ? FINISHED : event.step;
  // Where nothing can be kept, the server knows the place and what was answered.
  if (full.purpose === 'lesson') await putOnShelf(placeKey(event.lesson), place).catch(() => {});
  await noteRecalled(full).catch(() => {});
  await sender.keepAndSend(full);
}

/** Each of the people of a phone has her own places. */
const placeKey = (lesson: string): string => herOwn(`place ${lesson}`);

/** The step this phone stood at last. */
export async function readPlace(lesson: string): Promise<string | null> {
  const place = await takeFromShelf(placeKey(lesson));
  return typeof place === 'string' ? place : null;
}
