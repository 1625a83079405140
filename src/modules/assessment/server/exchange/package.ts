import { strToU8, zipSync } from 'fflate';
import { ArchiveFault, unpackSmall } from '#platform/archive/small-archive.ts';
import { FileFault } from '../../domain/exchange/exchanged.ts';

/** Our own choice: a thousand items are some four megabytes of XML. */
const LIMITS = { entries: 5_000, unpacked: 32 * 1024 * 1024 };

export const isArchive = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** Files of an archive. Pictures, sound and all else that is not asked for stay packed. @throws FileFault */
export function unpackFiles(bytes: Uint8Array, wants: (name: string) => boolean): Map<string, Uint8Array> {
  try {
    return unpackSmall(bytes, wants, LIMITS);
  } catch (error) {
    if (error instanceof ArchiveFault) throw new FileFault(`archive-${error.what}`);
    throw error;
  }
}

/** Texts of an archive, all with the same time: the same questions are the same bytes. */
export function packTexts(files: ReadonlyMap<string, string>): Uint8Array {
  const entries = [...files].map(
    ([name, text]) => [name, [strToU8(text), { mtime: '2020-01-01T00:00:00' }]] as const,
  );
  return zipSync(Object.fromEntries(entries) as never, { level: 6 });
}
