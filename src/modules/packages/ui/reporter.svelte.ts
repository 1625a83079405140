import { makeSender } from '#platform/client/sender.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { sendReports, type Report } from '../domain/contract.ts';

/** Reports that are on this device and not yet with the server. */
export const sending = $state({ waiting: 0, busy: false, failed: false });

const sender = makeSender<Report>('packages', sendReports, sending, 20);
export const { send } = sender;

/** Keeps what a part told on this device first, then sends it. */
export const keep = (told: Omit<Report, 'id' | 'at'>): Promise<void> =>
  sender.keepAndSend({ ...told, id: newUuid(), at: new Date().toISOString() });
