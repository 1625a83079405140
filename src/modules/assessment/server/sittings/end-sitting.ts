import type { Services } from '#platform/http/context.ts';
import { endNow } from '../end-session.ts';
import type { AssessmentTables, SittingRow } from '../tables.ts';
import { sessionsOf } from './read-sitting.ts';
import { listSeats } from './seats.store.ts';
import { closeSitting, deleteOldCodes, listForgotten } from './sittings.store.ts';

type Ending = Pick<Services<AssessmentTables>, 'db' | 'now' | 'newId'>;

/** A sitting that nobody ended is over after so long. */
const LONGEST_MS = 12 * 3_600_000;
/** With papers that are being typed in: the power may be gone for days. */
const LONGEST_WITH_PAPERS_MS = 7 * 24 * 3_600_000;

/** Ends the tests of a sitting that has ended, with the answers they have. */
export async function endTests(context: Ending, sitting: SittingRow): Promise<void> {
  for (;;) {
    const sessions = await sessionsOf(context, await listSeats(context.db, sitting));
    const open = sessions.filter((session) => session && !session.finished_at);
    if (open.length === 0) return;
    // One whose answer is being kept just now is looked at again.
    for (const session of open)
      if (session) await endNow(context, session, 'sitting-ended', endOf(context, session));
  }
}

/** When the time ran out before, that was the end. */
function endOf(
  { now }: Ending,
  { deadline_at: deadline, paused_at: paused }: { deadline_at: Date | null; paused_at: Date | null },
): Date {
  return deadline && !paused && deadline < now() ? deadline : now();
}

/** Ends sittings that nobody ended, and forgets old codes. */
export async function endForgotten(services: Services<AssessmentTables>): Promise<void> {
  const now = services.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  for (const sitting of await listForgotten(services.db, ago(LONGEST_MS), ago(LONGEST_WITH_PAPERS_MS))) {
    await closeSitting(services.db, sitting, now);
    await endTests(services, sitting);
  }
  await deleteOldCodes(services.db, ago(LONGEST_MS));
}
