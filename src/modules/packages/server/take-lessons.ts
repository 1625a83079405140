import { readFile } from 'node:fs/promises';
import { PackFault, takePack } from '#modules/authoring/server.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { refusePackage } from '../domain/refusals.ts';
import type { UnpackedFile } from './unpack.ts';

/**
 * Lessons of another installation become drafts of the unit, to be read and signed off there.
 *
 * @throws Refusal packages/wrong-checksum, packages/missing-file, packages/manifest-broken with the file
 */
export async function takeLessons(
  context: Context,
  unitId: number,
  files: readonly UnpackedFile[],
): Promise<{ files: number; files_done: number }> {
  const { partKey, personId } = context.actor as Person;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const read = async (path: string) => {
    const file = byPath.get(path);
    return file && readFile(file.from);
  };
  try {
    const { added, known } = await takePack(context, unitId, { partKey, personId }, read);
    return { files: added + known, files_done: added };
  } catch (error) {
    if (!(error instanceof PackFault)) throw error;
    return refusePackage(error.what === 'broken' ? 'manifest-broken' : error.what, error.place);
  }
}
