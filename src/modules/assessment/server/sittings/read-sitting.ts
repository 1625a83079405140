import { readProfile } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Unit } from '#modules/organisations/index.ts';
import type { Context } from '#platform/http/context.ts';
import { isTimeUp, secondsLeft } from '../../domain/clock.ts';
import { refuse } from '../../domain/refusals.ts';
import type { SeatLine, SittingView } from '../../domain/sitting-contract.ts';
import { bundleOfRules } from '../bundle.ts';
import { findSessions } from '../session.store.ts';
import type { AssessmentTables, SeatRow, SessionRow, SittingRow } from '../tables.ts';
import { isWaiting, listSheetsOfSitting } from '../paper/papers.store.ts';
import { INVIGILATORS, spacedCode } from './open-sitting.ts';
import { listSeats } from './seats.store.ts';
import { findCode, findSitting, listActs } from './sittings.store.ts';

type Asking = Context<AssessmentTables>;

/** The sitting of a unit. @throws Refusal `assessment/sitting-not-found` */
export async function ownSitting(
  context: Asking,
  unitId: number,
  id: string,
): Promise<{ unit: Unit; sitting: SittingRow }> {
  const unit = await requireRole(context, INVIGILATORS, unitId);
  const sitting = await findSitting(context.db, { part_key: unit.partKey, id });
  if (sitting?.unit_id !== unitId) return refuse('sitting-not-found');
  return { unit, sitting };
}

/** The tests of seats, in their order; undefined before one has begun. */
export async function sessionsOf(
  { db }: Pick<Asking, 'db'>,
  seats: readonly SeatRow[],
): Promise<(SessionRow | undefined)[]> {
  const begun = seats.flatMap(({ person_part_key: partKey, session_id: id }) =>
    id ? [{ partKey, id }] : [],
  );
  const found = begun.length === 0 ? [] : await findSessions(db, begun);
  const byId = new Map(found.flatMap((session) => (session ? [[session.id, session]] : [])));
  return seats.map(({ session_id: id }) => (id ? byId.get(id) : undefined));
}

/** @throws Refusal `assessment/sitting-not-found` */
export async function readSitting(context: Asking, unitId: number, id: string): Promise<SittingView> {
  const { unit, sitting } = await ownSitting(context, unitId, id);
  const now = context.now();
  const rules = bundleOfRules(context.content(), sitting.rule_set)?.rules;
  const seats = await listSeats(context.db, sitting);
  const [sessions, code, acts, papers] = await Promise.all([
    sessionsOf(context, seats),
    sitting.ended_at ? undefined : findCode(context.db, sitting, now),
    listActs(context.db, sitting),
    listSheetsOfSitting(context.db, sitting),
  ]);
  const lines: SeatLine[] = [];
  for (const [place, seat] of seats.entries()) {
    const session = sessions[place];
    lines.push({
      id: seat.id,
      personCode: seat.person_code,
      name: seat.state === 'waiting' ? await nameOf(context, seat) : null,
      standing: standingOf(seat, session, now),
      answered: session?.state.results.length ?? 0,
      atMost: rules?.maxItems ?? null,
      secondsLeft: session && !session.finished_at ? secondsLeft(session, now) : null,
      accommodations: seat.accommodations as SeatLine['accommodations'],
      extraMinutes: seat.extra_minutes,
    });
  }
  const codes = new Map(seats.map((seat) => [seat.id, seat.person_code]));
  return {
    unit: { id: unit.id, name: unit.name },
    id: sitting.id,
    place: sitting.place,
    ruleSet: (rules?.name ?? { vi: sitting.rule_set }) as SittingView['ruleSet'],
    minutes: rules?.timeLimitMinutes ?? null,
    openedAt: sitting.opened_at.toISOString(),
    endedAt: sitting.ended_at?.toISOString() ?? null,
    code: code ? { code: spacedCode(code.code), until: code.until.toISOString() } : null,
    seats: lines,
    papersWaiting: papers.filter(isWaiting).length,
    acts: acts.map((act) => ({
      act: act.act,
      personCode: act.seat_id === null ? null : (codes.get(act.seat_id) ?? null),
      words: act.words,
      minutes: act.minutes,
      at: act.done_at.toISOString(),
    })),
  };
}

async function nameOf(context: Asking, seat: SeatRow): Promise<string | null> {
  const person = { partKey: seat.person_part_key, personId: seat.person_id };
  return (await readProfile(context, person)).name;
}

function standingOf(seat: SeatRow, session: SessionRow | undefined, now: Date): SeatLine['standing'] {
  if (!session) return seat.state === 'started' ? 'finished' : seat.state;
  if (session.finished_at || isTimeUp(session, now)) return 'finished';
  return session.paused_at ? 'paused' : 'running';
}
