import type { Db, Tx } from '#platform/database/connect.ts';
import type { DraftKindName } from '../domain/content.ts';
import type { AuthoringTables } from './tables.ts';

type Reader = Db<AuthoringTables> | Tx<AuthoringTables>;
type Picture = AuthoringTables['authoring.pictures'];
export type Publication = AuthoringTables['authoring.publications'];

export async function readShelfHead(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('authoring.heads')
    .select('value')
    .where('name', '=', 'shelf')
    .executeTakeFirstOrThrow();
  return row.value;
}

/** Every process sees by it that there is something new. */
export async function raiseShelfHead(tx: Reader): Promise<void> {
  await tx
    .updateTable('authoring.heads')
    .set((row) => ({ value: row('value', '+', 1) }))
    .where('name', '=', 'shelf')
    .execute();
}

export async function insertPublication(tx: Reader, publication: Publication): Promise<void> {
  await tx
    .insertInto('authoring.publications')
    .values({
      ...publication,
      content: JSON.stringify(publication.content),
      recordings: JSON.stringify(publication.recordings),
    })
    .execute();
}

export async function putOnShelf(tx: Reader, row: AuthoringTables['authoring.shelf']): Promise<void> {
  await tx
    .insertInto('authoring.shelf')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['unit_id', 'lesson_id']).doUpdateSet({ publication_id: row.publication_id }),
    )
    .execute();
}

export async function takeFromShelf(tx: Reader, unitId: number, lesson: string): Promise<void> {
  await tx
    .deleteFrom('authoring.shelf')
    .where('unit_id', '=', unitId)
    .where('lesson_id', '=', lesson)
    .execute();
}

/** The version of a draft that learners have; undefined when they have none. */
export async function findLive(db: Reader, unitId: number, lesson: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('authoring.shelf as s')
    .innerJoin('authoring.publications as p', 'p.id', 's.publication_id')
    .select('p.version')
    .where('s.unit_id', '=', unitId)
    .where('s.lesson_id', '=', lesson)
    .executeTakeFirst();
  return row?.version;
}

export async function listLiveOf(db: Reader, unitId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('authoring.shelf')
    .select('lesson_id')
    .where('unit_id', '=', unitId)
    .execute();
  return rows.map(({ lesson_id }) => lesson_id);
}

export interface ShelfRow {
  readonly unit_id: number;
  readonly lesson_id: string;
  /** A `Lesson`, a `Programme` or the data of a `Scene`, by `kind`. */
  readonly content: any;
  readonly follows: string | null;
  /** `DraftRecording[]`. */
  readonly recordings: any;
  readonly replaces: boolean;
  readonly kind: DraftKindName;
}

/** Everything that learners have, in an order that stays. */
export async function listShelf(db: Reader): Promise<ShelfRow[]> {
  return db
    .selectFrom('authoring.shelf as s')
    .innerJoin('authoring.publications as p', 'p.id', 's.publication_id')
    .innerJoin('authoring.drafts as d', 'd.id', 'p.draft_id')
    .select(['s.unit_id', 's.lesson_id', 'p.content', 'p.follows', 'p.recordings', 'd.replaces', 'd.kind'])
    .orderBy('s.unit_id')
    .orderBy('s.lesson_id')
    .execute();
}

/** The same bytes once. */
export async function insertPicture(db: Reader, picture: Picture): Promise<void> {
  await db
    .insertInto('authoring.pictures')
    .values(picture)
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
}

export async function findPictureBytes(db: Reader, digest: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('authoring.pictures')
    .select('bytes')
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row?.bytes;
}

/** Bytes of each of these that is there, by digest. */
export async function sizesOfPictures(
  db: Reader,
  digests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom('authoring.pictures')
    .select(['digest', 'size'])
    .where('digest', 'in', digests)
    .execute();
  return new Map(rows.map(({ digest, size }) => [digest, size]));
}
