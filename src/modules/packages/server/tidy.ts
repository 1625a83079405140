import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '#platform/http/context.ts';
import { folderOf, removeFolder, sizeOnDisk, workFolder } from './disk.ts';
import { deleteOldImports, listAbandoned, updateImport } from './imports.store.ts';
import { listAllFiles } from './packages.store.ts';
import { dropFiles } from './shelve.ts';
import type { PackagesTables } from './tables.ts';

type Told = Services<PackagesTables>;
/** A process that is at work tells so far more often. */
const SILENT_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** Ends imports whose process is gone, forgets how old ones ended, and removes what they left on disk. */
export async function tidyImports(services: Told): Promise<void> {
  const now = services.now();
  for (const { id } of await listAbandoned(services.db, new Date(now.getTime() - SILENT_MS))) {
    await updateImport(services.db, id, { state: 'refused', reason: 'interrupted', updated_at: now });
    await removeFolder(workFolder(services, id));
  }
  await deleteOldImports(services.db, new Date(now.getTime() - DAY_MS));
  await tidyDisk(services, now.getTime() - DAY_MS);
}

/** Folders of imports and files without a package that a machine which lost its power left behind a day ago. */
async function tidyDisk(services: Told, before: number): Promise<void> {
  const root = folderOf(services);
  const isOld = async (path: string) => (await stat(path)).mtimeMs < before;
  for (const name of await namesIn(join(root, 'incoming')))
    if (await isOld(join(root, 'incoming', name)))
      await rm(join(root, 'incoming', name), { recursive: true });
  for (const folder of await namesIn(join(root, 'files'))) {
    const old: string[] = [];
    for (const name of await namesIn(join(root, 'files', folder)))
      if (await isOld(join(root, 'files', folder, name))) old.push(name);
    await dropFiles(services, old);
  }
}

const namesIn = (path: string): Promise<string[]> => readdir(path).catch(() => []);

/** Digests of files that packages need and this machine does not have whole. */
export async function missingFiles(services: Told): Promise<string[]> {
  const missing: string[] = [];
  for (const { digest, size } of await listAllFiles(services.db))
    if ((await sizeOnDisk(services, digest)) !== size) missing.push(digest);
  return missing;
}
