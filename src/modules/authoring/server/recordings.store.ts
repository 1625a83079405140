import type { Db, Tx } from '#platform/database/connect.ts';
import type { AuthoringTables } from './tables.ts';

type Reader = Db<AuthoringTables> | Tx<AuthoringTables>;
export type RecordingRow = AuthoringTables['authoring.recordings'];

/** The same bytes once. */
export async function insertRecording(db: Reader, recording: RecordingRow): Promise<void> {
  await db
    .insertInto('authoring.recordings')
    .values(recording)
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
}

export async function findRecording(
  db: Reader,
  digest: string,
): Promise<Pick<RecordingRow, 'kind' | 'bytes'> | undefined> {
  return db
    .selectFrom('authoring.recordings')
    .select(['kind', 'bytes'])
    .where('digest', '=', digest)
    .executeTakeFirst();
}

/** What is known of each of these that is there, by digest. */
export async function listRecordings(
  db: Reader,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Pick<RecordingRow, 'kind' | 'size' | 'seconds'>>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom('authoring.recordings')
    .select(['digest', 'kind', 'size', 'seconds'])
    .where('digest', 'in', digests)
    .execute();
  return new Map(rows.map(({ digest, ...row }) => [digest, row]));
}
