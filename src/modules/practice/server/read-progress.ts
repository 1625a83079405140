import type { Db } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { PracticeProgress } from '../domain/contract.ts';
import { bestOf, type Help } from '../domain/event.ts';
import { sumEvents } from './events.store.ts';
import type { PracticeTables } from './tables.ts';

/** How far a person is with each scene she tried, the newest first. */
export async function progressOf(db: Db<PracticeTables>, person: Identity): Promise<PracticeProgress[]> {
  const rows = await sumEvents(db, person);
  return [...new Set(rows.map((row) => row.scene_id))].map((scene) => {
    const own = rows.filter((row) => row.scene_id === scene);
    const best = bestOf(own.map(({ mode, done, help }) => ({ mode, done, help: (help ?? 0) as Help })));
    return {
      scene,
      best: best?.mode ?? null,
      help: best?.help ?? null,
      done: own.reduce((sum, { done }) => sum + done, 0),
      tally: own.find(({ tally }) => tally)?.tally ?? null,
      updatedAt: own[0]!.updated_at.toISOString(),
    };
  });
}

/** The asker's; empty for nobody. */
export async function readPractice({
  db,
  actor,
}: Context<PracticeTables>): Promise<{ progress: PracticeProgress[] }> {
  return { progress: actor.kind === 'nobody' ? [] : await progressOf(db, actor) };
}
