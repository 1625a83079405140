import { randomInt } from 'node:crypto';
import { learnerOf } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Seat } from '../../domain/sitting-contract.ts';
import { bundleOfRules } from '../bundle.ts';
import type { AssessmentTables, SeatRow, SittingRow } from '../tables.ts';
import { insertSeat, listSeats, listSeatsOf } from './seats.store.ts';
import { findByCode } from './sittings.store.ts';
import { WrongCodes } from './wrong-codes.ts';

type Asking = Context<AssessmentTables>;

const wrong = new WrongCodes();

/**
 * Comes into a sitting; coming in again gives the same seat.
 *
 * @throws Refusal `assessment/place-code-wrong` also when it is too old; `assessment/too-many-codes` after several wrong
 *   ones, also for a right one
 */
export async function takeSeat(context: Asking, given: string): Promise<Seat> {
  const code = given.replaceAll(/\D/g, '');
  const phone = context.actor.kind === 'person' ? context.actor.sessionId : context.address;
  const now = context.now();
  if (wrong.isOver(phone, context.address, now)) return refuse('too-many-codes');
  const sitting = /^\d{6}$/.test(code) ? await findByCode(context.db, code, now) : undefined;
  if (!sitting) {
    wrong.note(phone, context.address, now);
    return refuse('place-code-wrong');
  }
  const person = await learnerOf(context);
  for (;;) {
    const seats = await listSeats(context.db, sitting);
    const mine = seats.find(
      (seat) => seat.person_part_key === person.partKey && seat.person_id === person.personId,
    );
    if (mine) return seatView(context, mine, sitting);
    const taken = new Set(seats.map((seat) => seat.person_code));
    const free = String(randomInt(1000)).padStart(3, '0');
    if (taken.has(free) && taken.size < 900) continue;
    await insertSeat(context.db, {
      part_key: sitting.part_key,
      id: context.newId(),
      sitting_id: sitting.id,
      person_part_key: person.partKey,
      person_id: person.personId,
      person_code: free,
      state: 'waiting',
      known_by: null,
      accommodations: [],
      extra_minutes: 0,
      session_id: null,
      asked_at: now,
    });
  }
}

/** Where the asker sits now. */
export async function readSeat(context: Asking): Promise<{ seat: Seat | null }> {
  const { actor } = context;
  if (actor.kind !== 'person') return { seat: null };
  const [latest] = await listSeatsOf(context.db, actor);
  return { seat: latest ? seatView(context, latest.seat, latest.sitting) : null };
}

function seatView({ content }: Asking, seat: SeatRow, sitting: SittingRow): Seat {
  const rules = bundleOfRules(content(), sitting.rule_set)?.rules;
  return {
    id: seat.id,
    place: sitting.place,
    ruleSet: (rules?.name ?? { vi: sitting.rule_set }) as Seat['ruleSet'],
    minutes: rules?.timeLimitMinutes ?? null,
    extraMinutes: seat.extra_minutes,
    personCode: seat.person_code,
    state: seat.state,
    session: seat.session_id,
  };
}
