import { makeSender } from '#platform/client/sender.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sendPractice } from '../domain/contract.ts';
import type { PracticeEvent } from '../domain/event.ts';
import type { Practised } from './record.ts';

/** What is on this phone and not yet with the server, and how sending it goes. */
export const sending = $state({ waiting: 0, busy: false, failed: false });

const sender = makeSender<PracticeEvent>('practice', sendPractice, sending, 100);
export const { send } = sender;

/** Keeps what was practised on this phone first, then tries to send it. */
export const keepAndSend = (event: Practised): Promise<void> =>
  sender.keepAndSend({ ...event, id: newUuid(), at: new Date().toISOString() });
