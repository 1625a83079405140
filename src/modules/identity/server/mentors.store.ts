import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import { deleteCodes } from './codes.store.ts';
import type { IdentityTables } from './tables.ts';

type Reader = Db<IdentityTables> | Tx<IdentityTables>;

const COLUMNS = [
  'part_key',
  'id',
  'person_id',
  'mentor_part_key',
  'mentor_id',
  'unit_id',
  'began_at',
  'ended_at',
] as const;

export interface MentoringRow {
  readonly part_key: number;
  readonly id: string;
  readonly person_id: string;
  readonly mentor_part_key: number;
  readonly mentor_id: string;
  readonly unit_id: number;
  readonly began_at: Date;
  readonly ended_at: Date | null;
}

export async function insertMentoring(tx: Reader, row: MentoringRow): Promise<void> {
  await tx.insertInto('identity.mentorings').values(row).execute();
}

/** Those of a learner, also ended ones, oldest first. */
export async function listOfLearner(db: Reader, person: Identity): Promise<MentoringRow[]> {
  return db
    .selectFrom('identity.mentorings')
    .select(COLUMNS)
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .orderBy('began_at')
    .orderBy('id')
    .execute();
}

/** Whom a member of staff helps now, at whatever unit, oldest first. */
export async function listOfMentor(db: Reader, mentorId: string): Promise<MentoringRow[]> {
  return db
    .selectFrom('identity.mentorings')
    .select(COLUMNS)
    .where('mentor_id', '=', mentorId)
    .where('ended_at', 'is', null)
    .orderBy('began_at')
    .orderBy('id')
    .execute();
}

export async function endOne(
  tx: Reader,
  row: Pick<MentoringRow, 'part_key' | 'id'>,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.mentorings')
    .set({ ended_at: at })
    .where('part_key', '=', row.part_key)
    .where('id', '=', row.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Who helped the learner helps the account that she signs in to; safe to repeat. */
export async function moveMentorings(tx: Reader, from: Identity, to: Identity): Promise<void> {
  const rows = await listOfLearner(tx, from);
  if (rows.length > 0) {
    await tx
      .insertInto('identity.mentorings')
      .values(rows.map((row) => ({ ...row, part_key: to.partKey, person_id: to.personId })))
      .onConflict((conflict) => conflict.columns(['part_key', 'id']).doNothing())
      .execute();
    await deleteMentorings(tx, from);
  }
  await deleteCodes(tx, from);
}

export async function deleteMentorings(tx: Reader, person: Identity): Promise<void> {
  await tx
    .deleteFrom('identity.mentorings')
    .where('part_key', '=', person.partKey)
    .where('person_id', '=', person.personId)
    .execute();
}
