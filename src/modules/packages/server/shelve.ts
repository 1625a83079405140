import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { putFile, removeFile } from './disk.ts';
import { findByDigest, insertPackage, listNeeded, lockFiles } from './packages.store.ts';
import type { Course } from '../domain/course.ts';
import type { Brought } from './receive.ts';
import type { PackagesTables } from './tables.ts';
import type { Unpacked } from './unpack.ts';

type Asking = Context<PackagesTables>;

/**
 * Puts an unpacked package in its place: its files on disk and its rows, or nothing of both.
 *
 * @param note written in the same transaction
 * @returns the id of the package; of the one that is there already where somebody was quicker
 */
export async function shelve(
  context: Asking,
  unitId: number,
  brought: Brought,
  { course, files }: Unpacked & { readonly course: Course },
  note: (tx: Tx<PackagesTables>, packageId: string) => Promise<unknown>,
): Promise<string> {
  const actor = context.actor as Person;
  const added: string[] = [];
  const id = context.newId();
  try {
    return await context.db.transaction().execute(async (tx) => {
      await lockFiles(tx);
      const before = await findByDigest(tx, unitId, brought.digest);
      if (before) return before.id;
      for (const { digest, from } of files) if (await putFile(context, digest, from)) added.push(digest);
      await insertPackage(
        tx,
        {
          id,
          unit_id: unitId,
          digest: brought.digest,
          kind: course.kind,
          title: course.title || brought.name.replace(/\.[^.]*$/, ''),
          source: brought.source,
          file_name: brought.name,
          bytes: brought.size,
          unpacked: files.reduce((sum, { size }) => sum + size, 0),
          parts: course.parts,
          state: 'tried',
          added_at: context.now(),
          added_by: actor.personId,
          added_by_key: actor.partKey,
          published_at: null,
          published_by: null,
          published_by_key: null,
        },
        files.map(({ path, digest, size, type }) => ({ package_id: id, path, digest, size, type })),
      );
      await note(tx, id);
      return id;
    });
  } catch (error) {
    await dropFiles(context, added);
    throw error;
  }
}

/** Removes those of these files that no package holds. */
export async function dropFiles(
  context: Pick<Asking, 'db' | 'config'>,
  digests: readonly string[],
): Promise<void> {
  if (digests.length === 0) return;
  await context.db.transaction().execute(async (tx) => {
    await lockFiles(tx);
    const needed = await listNeeded(tx, digests);
    for (const digest of digests) if (!needed.has(digest)) await removeFile(context, digest);
  });
}
