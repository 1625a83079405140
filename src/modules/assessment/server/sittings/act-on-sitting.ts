import { audit } from '#modules/identity/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Tx } from '#platform/database/connect.ts';
import { refuse } from '../../domain/refusals.ts';
import type { ActOnSitting } from '../../domain/sitting-contract.ts';
import type { AssessmentTables, SeatRow, SittingRow } from '../tables.ts';
import { endTests } from './end-sitting.ts';
import { renewCode } from './open-sitting.ts';
import { ownSitting } from './read-sitting.ts';
import {
  extendSession,
  findSeat,
  listSeats,
  pauseSession,
  resumeSession,
  updateSeat,
} from './seats.store.ts';
import { closeSitting, insertAct } from './sittings.store.ts';

type Asking = Context<AssessmentTables>;
type Write = Tx<AssessmentTables>;

/**
 * Does one act of an invigilator, once by its id, with its entry in the log.
 *
 * @throws Refusal `assessment/sitting-not-found`, `assessment/sitting-ended`, `assessment/seat-not-so`,
 *   `assessment/no-time-limit`
 */
export async function actOnSitting(
  context: Asking,
  unitId: number,
  sittingId: string,
  given: ActOnSitting,
): Promise<{ done: boolean }> {
  const { sitting } = await ownSitting(context, unitId, sittingId);
  const seatId = 'seat' in given ? given.seat : null;
  const seat = seatId === null ? undefined : await findSeat(context.db, sitting, seatId);
  if (seatId !== null && !seat) return refuse('seat-not-so');
  const done = await context.db.transaction().execute(async (tx) => {
    const isNew = await insertAct(tx, {
      part_key: sitting.part_key,
      id: given.id,
      sitting_id: sitting.id,
      seat_id: seatId,
      act: given.act,
      words: 'words' in given ? given.words : '',
      minutes: minutesOf(given),
      done_by: (context.actor as Person).personId,
      done_at: context.now(),
    });
    if (!isNew) return false;
    // What happened is noted also afterwards; everything else needs the room.
    if (sitting.ended_at && given.act !== 'incident') return refuse('sitting-ended');
    await apply(tx, context, sitting, seat, given);
    await audit(tx, context, {
      action: `assessment.${given.act}-in-sitting`,
      unitId,
      ...(seat ? { subject: { partKey: seat.person_part_key, personId: seat.person_id } } : {}),
      detail: {
        sitting: sitting.id,
        ...('minutes' in given ? { minutes: given.minutes } : {}),
        ...('knownBy' in given ? { knownBy: given.knownBy } : {}),
      },
    });
    return true;
  });
  if (done && given.act === 'end') await endTests(context, sitting);
  return { done };
}

function minutesOf(given: ActOnSitting): number | null {
  if (given.act === 'extend') return given.minutes;
  return given.act === 'approve' && given.extraMinutes > 0 ? given.extraMinutes : null;
}

async function apply(
  tx: Write,
  context: Asking,
  sitting: SittingRow,
  seat: SeatRow | undefined,
  given: ActOnSitting,
): Promise<void> {
  const { now } = context;
  switch (given.act) {
    case 'approve': {
      const changes = {
        state: 'approved' as const,
        known_by: given.knownBy,
        accommodations: [...new Set(given.accommodations)],
        extra_minutes: given.extraMinutes,
      };
      if (!seat || !(await updateSeat(tx, seat, ['waiting', 'refused'], changes))) refuse('seat-not-so');
      return;
    }
    case 'refuse':
      if (!seat || !(await updateSeat(tx, seat, ['waiting', 'approved'], { state: 'refused' })))
        refuse('seat-not-so');
      return;
    case 'pause':
    case 'resume': {
      const change = given.act === 'pause' ? pauseSession : resumeSession;
      let changed = 0;
      for (const one of seat ? [seat] : await listSeats(tx, sitting))
        if (one.session_id && (await change(tx, keyOf(one, one.session_id), now()))) changed += 1;
      if (changed === 0) refuse('seat-not-so');
      return;
    }
    case 'extend':
      if (!seat?.session_id) return refuse('seat-not-so');
      if (!(await extendSession(tx, keyOf(seat, seat.session_id), given.minutes))) refuse('no-time-limit');
      return;
    case 'new-code':
      return renewCode(tx, context, sitting);
    case 'end':
      if (!(await closeSitting(tx, sitting, now()))) refuse('sitting-ended');
      return;
    case 'incident':
      return;
  }
}

const keyOf = ({ person_part_key: partKey }: SeatRow, id: string) => ({ partKey, id });
