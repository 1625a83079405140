import type { Db } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { Recalled } from '../domain/review.ts';
import type { LearningTables } from './tables.ts';

/** What counts for remembering of one learner, in the order in which it was done. */
export async function listRecalled(db: Db<LearningTables>, person: Identity): Promise<Recalled[]> {
  const rows = await db
    .selectFrom('learning.events')
    .select(['id', 'kind', 'lesson_id', 'step_id', 'at', 'is_right', 'took', 'purpose'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('kind', 'in', ['check-answered', 'lesson-finished'])
    .where('purpose', 'in', ['lesson', 'review'])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, kind, lesson_id, step_id, at, is_right, took, purpose }) => ({
    id,
    kind: kind as Recalled['kind'],
    lesson: lesson_id,
    step: step_id,
    at: at.toISOString(),
    right: is_right ?? false,
    took,
    purpose: purpose as Recalled['purpose'],
  }));
}

/** Answers at the doorstep of one learner, the oldest first. */
export async function listPlacementAnswers(
  db: Db<LearningTables>,
  person: Identity,
): Promise<{ lesson: string; step: string; right: boolean }[]> {
  const rows = await db
    .selectFrom('learning.events')
    .select(['lesson_id', 'step_id', 'is_right'])
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .where('purpose', '=', 'placement')
    .where('kind', '=', 'check-answered')
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ lesson_id, step_id, is_right }) => ({
    lesson: lesson_id,
    step: step_id,
    right: is_right ?? false,
  }));
}
