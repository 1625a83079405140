import type { Db, Tx } from '#platform/database/connect.ts';
import type { AssessmentTables, SessionRow } from '../tables.ts';
import { listNeutralised } from './marks.store.ts';

/** Questions of a test that do not count in its result, for everybody or after an appeal of hers. */
export async function uncountedItems(
  db: Db<AssessmentTables> | Tx<AssessmentTables>,
  { part_key: partKey, id }: Pick<SessionRow, 'part_key' | 'id'>,
): Promise<ReadonlySet<string>> {
  return new Set(await listNeutralised(db, { partKey, id }));
}
