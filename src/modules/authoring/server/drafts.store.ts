import type { Db, Tx } from '#platform/database/connect.ts';
import type { AuthoringTables } from './tables.ts';

type Reader = Db<AuthoringTables> | Tx<AuthoringTables>;
export type Draft = AuthoringTables['authoring.drafts'];
export type Version = AuthoringTables['authoring.versions'];
export type ActRow = AuthoringTables['authoring.acts'];
export type VersionNote = Omit<Version, 'content' | 'id' | 'draft_id'>;

const MOST_VERSIONS = 200;

export async function findDraft(db: Reader, id: string): Promise<Draft | undefined> {
  return db.selectFrom('authoring.drafts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Others who would change it wait until the transaction ends. */
export async function lockDraft(tx: Tx<AuthoringTables>, id: string): Promise<Draft | undefined> {
  return tx.selectFrom('authoring.drafts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function listDraftsOf(db: Reader, unitId: number, kind: Draft['kind']): Promise<Draft[]> {
  return db
    .selectFrom('authoring.drafts')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('kind', '=', kind)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Nothing when the unit has a draft of this lesson already. */
export async function insertDraft(tx: Reader, draft: Draft): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('authoring.drafts')
    .values(draft)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateDraft(
  tx: Reader,
  id: string,
  change: Partial<Pick<Draft, 'state' | 'version' | 'updated_at'>>,
): Promise<void> {
  await tx.updateTable('authoring.drafts').set(change).where('id', '=', id).execute();
}

/** False when it is somebody else's. */
export async function claimLessonId(tx: Reader, lesson: string, draft: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('authoring.lesson_ids')
    .values({ lesson_id: lesson, draft_id: draft })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function listLessonIds(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('authoring.lesson_ids').select('lesson_id').execute();
  return rows.map(({ lesson_id }) => lesson_id);
}

export async function insertVersion(tx: Reader, version: Version): Promise<void> {
  await tx
    .insertInto('authoring.versions')
    .values({ ...version, content: JSON.stringify(version.content) })
    .execute();
}

export async function findVersion(db: Reader, draft: string, number: number): Promise<Version | undefined> {
  return db
    .selectFrom('authoring.versions')
    .selectAll()
    .where('draft_id', '=', draft)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** A saving that was sent before. */
export async function findSaved(db: Reader, id: string): Promise<Version | undefined> {
  return db.selectFrom('authoring.versions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest first. */
export async function listVersions(db: Reader, draft: string): Promise<VersionNote[]> {
  return db
    .selectFrom('authoring.versions')
    .select(['number', 'restored', 'saved_at', 'saved_by', 'saved_by_key'])
    .where('draft_id', '=', draft)
    .orderBy('number', 'desc')
    .limit(MOST_VERSIONS)
    .execute();
}

/** Whether somebody saved a version above `number`. */
export async function wroteSince(
  db: Reader,
  draft: string,
  personId: string,
  number: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('authoring.versions')
    .select('number')
    .where('draft_id', '=', draft)
    .where('saved_by', '=', personId)
    .where('number', '>', number)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest version of each of these drafts: its title, who saved it. */
export async function listNewest(
  db: Reader,
  drafts: readonly Draft[],
): Promise<Pick<Version, 'draft_id' | 'content' | 'saved_by' | 'saved_by_key'>[]> {
  if (drafts.length === 0) return [];
  return db
    .selectFrom('authoring.versions as v')
    .innerJoin('authoring.drafts as d', (join) =>
      join.onRef('d.id', '=', 'v.draft_id').onRef('d.version', '=', 'v.number'),
    )
    .select(['v.draft_id', 'v.content', 'v.saved_by', 'v.saved_by_key'])
    .where(
      'd.id',
      'in',
      drafts.map(({ id }) => id),
    )
    .execute();
}

/** False when it was done before. */
export async function insertAct(tx: Reader, act: ActRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('authoring.acts')
    .values(act)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findAct(db: Reader, id: string): Promise<ActRow | undefined> {
  return db.selectFrom('authoring.acts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest first. */
export async function listActs(db: Reader, draft: string): Promise<ActRow[]> {
  return db
    .selectFrom('authoring.acts')
    .selectAll()
    .where('draft_id', '=', draft)
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** What somebody saved: which lesson, which version, when. */
export async function listWrittenBy(
  db: Reader,
  personId: string,
): Promise<{ lesson: string; version: number; at: Date }[]> {
  return db
    .selectFrom('authoring.versions as v')
    .innerJoin('authoring.drafts as d', 'd.id', 'v.draft_id')
    .select(['d.lesson_id as lesson', 'v.number as version', 'v.saved_at as at'])
    .where('v.saved_by', '=', personId)
    .orderBy('v.saved_at')
    .orderBy('v.id')
    .execute();
}
