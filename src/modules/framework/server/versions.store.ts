import type { Db } from '#platform/database/connect.ts';
import type { FrameworkTables } from './tables.ts';

type Reader = Db<FrameworkTables>;

export interface Version {
  readonly id: string;
  readonly digest: string;
  readonly version: string;
  readonly origin: 'shipped' | 'imported';
  readonly publishedAt: Date;
  readonly body: unknown;
}

/** Newest first. */
export async function listVersions(db: Reader): Promise<Version[]> {
  const rows = await db
    .selectFrom('framework.versions')
    .select(['id', 'digest', 'version', 'origin', 'published_at', 'body'])
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .orderBy('digest')
    .execute();
  return rows.map(({ published_at, ...row }) => ({ ...row, publishedAt: published_at }));
}

/** A version that is there already stays as it is. */
export async function insertVersion(
  db: Reader,
  version: Version & { readonly publishedBy: string | null },
): Promise<void> {
  await db
    .insertInto('framework.versions')
    .values({
      id: version.id,
      digest: version.digest,
      version: version.version,
      origin: version.origin,
      published_at: version.publishedAt,
      published_by: version.publishedBy,
      body: JSON.stringify(version.body),
    })
    .onConflict((conflict) => conflict.columns(['id', 'digest']).doNothing())
    .execute();
}
