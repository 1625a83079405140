import { learnerOf } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { PracticeProgress } from '../domain/contract.ts';
import { helpOf, type PracticeEvent } from '../domain/event.ts';
import { tally } from '../domain/signal-detection.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { insertEvents } from './events.store.ts';
import { libraryOf, type Library } from './library.ts';
import { isShown, shownEvent } from './shown.ts';
import { progressOf } from './read-progress.ts';
import type { PracticeTables } from './tables.ts';

/** A phone's clock may be off; what it dates later than this much ahead of ours is dated now. */
const AHEAD_MS = 5 * 60_000;

type Row = PracticeTables['practice.events'];
type Measured = Pick<Row, 'mode' | 'is_done' | 'help' | 'detail'>;

/**
 * Keeps what a learner practised. Safe to repeat and to send in any order: an event is kept once by its id. Events of
 * scenes, or about messages, that do not exist are dropped, and named.
 */
export async function keepPractice(
  context: Context<PracticeTables>,
  { events }: { readonly events: readonly PracticeEvent[] },
): Promise<{ kept: string[]; dropped: string[]; progress: PracticeProgress[] }> {
  const library = libraryOf(context.content());
  const known = events.flatMap((event) => {
    const measured = measure(event, library);
    return measured ? [{ event, measured }] : [];
  });
  const kept = known.map(({ event }) => event.id);
  const dropped = events.filter(({ id }) => !kept.includes(id)).map(({ id }) => id);
  if (known.length === 0) return { kept, dropped, progress: [] };
  const person = await learnerOf(context);
  const rows = known.map(({ event, measured }) => toRow(context, person, event, measured));
  await context.db.transaction().execute(async (tx) => {
    await insertEvents(tx, rows);
    if (rows.some(isShown)) await announce(tx, shownEvent(context, person));
  });
  const scenes = new Set(known.map(({ event }) => event.scene));
  const progress = await progressOf(context.db, person);
  return { kept, dropped, progress: progress.filter(({ scene }) => scenes.has(scene)) };
}

/** What an event is worth; undefined when it belongs to nothing. Messages are marked here, not by the phone. */
function measure(event: PracticeEvent, library: Library): Measured | undefined {
  const file = library.files.get(event.scene);
  if (event.kind === 'run') {
    if (file?.kind !== 'scene') return undefined;
    const { mode, isDone, hints, errors, repairs, undone, guarded, seed } = event;
    const detail = JSON.stringify({ hints, errors, repairs, undone, guarded, seed });
    return { mode, is_done: isDone, help: helpOf(hints), detail };
  }
  if (file?.kind !== 'gym') return undefined;
  const judged = event.judged.flatMap(({ entry, saidScam }) => {
    const found = file.entries.find(({ id }) => id === entry);
    return found ? [{ scam: found.scam, saidScam }] : [];
  });
  const distinct = new Set(event.judged.map(({ entry }) => entry)).size;
  if (judged.length < event.judged.length || distinct < judged.length) return undefined;
  return { mode: 'alone', is_done: true, help: 0, detail: JSON.stringify(tally(judged)) };
}

function toRow(context: Context, person: Identity, event: PracticeEvent, measured: Measured): Row {
  const now = context.now();
  const at = new Date(event.at);
  return {
    part_key: person.partKey,
    id: event.id,
    person_id: person.personId,
    scene_id: event.scene,
    kind: event.kind,
    ...measured,
    seconds: event.seconds,
    tapped_by: event.tappedBy,
    witness_id: null,
    at: at.getTime() > now.getTime() + AHEAD_MS ? now : at,
    received_at: now,
    release: context.content().id,
  };
}
