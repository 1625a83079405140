import { randomInt } from 'node:crypto';
import { learnerOf } from '#modules/identity/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { insertEvents } from './events.store.ts';
import { shownEvent } from './shown.ts';
import { libraryOf } from './library.ts';
import type { PracticeTables } from './tables.ts';
import { findCode, insertCode, markConfirmed, type CodeRow } from './witness.store.ts';

const HOURS = 2;
/** Without 0, O, 1, I, L: it is read aloud and copied by hand. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const WITNESSES = ['mentor', 'teacher', 'assessment-officer', 'administrator'];

type Practising = Context<PracticeTables>;

/**
 * A code that the learner shows to somebody of the staff beside her.
 *
 * @throws Refusal `practice/scene-not-found`, `practice/not-for-real` where the scene has no such mode
 */
export async function askForWitness(
  context: Practising,
  scene: string,
): Promise<{ code: string; until: string }> {
  const file = libraryOf(context.content()).files.get(scene) ?? refuse('scene-not-found');
  if (file.kind !== 'scene' || !file.forReal) return refuse('not-for-real');
  const person = await learnerOf(context);
  const until = new Date(context.now().getTime() + HOURS * 3_600_000);
  for (;;) {
    const code = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const row: CodeRow = {
      code,
      part_key: person.partKey,
      person_id: person.personId,
      scene_id: scene,
      event_id: context.newId(),
      until,
      confirmed_at: null,
    };
    if (await insertCode(context.db, row)) return { code, until: until.toISOString() };
  }
}

/** @throws Refusal `practice/witness-only` for all who are not staff of the kind that witnesses */
function requireWitness({ actor }: Practising): Person {
  const may =
    actor.kind === 'person' && !actor.anonymous && actor.grants.some(({ role }) => WITNESSES.includes(role));
  return may ? actor : refuse('witness-only');
}

async function getCode(context: Practising, code: string) {
  const row = await findCode(context.db, code.toUpperCase(), context.now());
  const file = row && libraryOf(context.content()).files.get(row.scene_id);
  if (!row || file?.kind !== 'scene') return refuse('code-not-found');
  return { row, file };
}

/**
 * What the witness shall see with her own eyes. Who the learner is, it does not say: she sits beside her.
 *
 * @throws Refusal `practice/witness-only`, `practice/code-not-found` also when the code is over
 */
export async function readWitnessing(context: Practising, code: string) {
  requireWitness(context);
  const { row, file } = await getCode(context, code);
  return { title: file.title, steps: [...(file.forReal ?? [])], isConfirmed: row.confirmed_at !== null };
}

/**
 * Keeps that it was seen. Safe to repeat: a code makes one event.
 *
 * @throws Refusal `practice/witness-only`, `practice/code-not-found`, `practice/own-witness`
 */
export async function confirmWitnessing(context: Practising, code: string) {
  const witness = requireWitness(context);
  const { row, file } = await getCode(context, code);
  if (row.person_id === witness.personId) return refuse('own-witness');
  const now = context.now();
  await context.db.transaction().execute(async (tx) => {
    await insertEvents(tx, [
      {
        part_key: row.part_key,
        id: row.event_id,
        person_id: row.person_id,
        scene_id: row.scene_id,
        kind: 'witnessed',
        mode: 'for-real',
        is_done: true,
        help: 0,
        seconds: 0,
        detail: '{}',
        tapped_by: 'learner',
        witness_id: witness.personId,
        at: now,
        received_at: now,
        release: context.content().id,
      },
    ]);
    await markConfirmed(tx, row.code, now);
    await announce(tx, shownEvent(context, { partKey: row.part_key, personId: row.person_id }));
  });
  return { title: file.title };
}
