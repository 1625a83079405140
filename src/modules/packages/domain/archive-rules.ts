import { isArchiveName, isLitter, typeOf } from './file-types.ts';
import { refusePackage } from './refusals.ts';

/** Bytes, files and names that a package may have; our own choice, several times what large courses need. */
export const LIMITS = {
  /** Of the file that is brought. */
  upload: 512 * 1024 * 1024,
  files: 5_000,
  /** Of all files together, unpacked. */
  unpacked: 1024 * 1024 * 1024,
  /** A file may become this many times larger, from `ratioFrom` bytes on. */
  ratio: 200,
  ratioFrom: 1024 * 1024,
  path: 300,
  manifest: 4 * 1024 * 1024,
} as const;

/** One entry of an archive, as its directory tells it. */
export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
  readonly packed: number;
  readonly encrypted: boolean;
  /** Mode of the file on Unix, 0 where it is not told. */
  readonly mode: number;
}

const LINK = 0o120000;
const DIRECTORY = 0o040000;
const REGULAR = 0o100000;

/**
 * Looks at the directory of an archive before anything is unpacked.
 *
 * @param size bytes of the archive itself
 * @returns for each entry that is a file to keep its path, by index; nothing else is to be unpacked
 * @throws Refusal with the reason and the entry
 */
export function checkEntries(entries: readonly ArchiveEntry[], size: number): ReadonlyMap<number, string> {
  if (entries.length > LIMITS.files) refusePackage('too-many-files', String(LIMITS.files));
  const kept = new Map<number, string>();
  const seen = new Set<string>();
  let unpacked = 0;
  let packed = 0;
  for (const [index, entry] of entries.entries()) {
    const path = safePath(entry.name);
    if (isLitter(path)) continue;
    if (entry.encrypted) refusePackage('encrypted', path);
    const kind = entry.mode & 0o170000;
    if (kind === LINK || ![0, DIRECTORY, REGULAR].includes(kind)) refusePackage('link', path);
    if (path.endsWith('/')) continue;
    unpacked += entry.size;
    packed += entry.packed;
    if (unpacked > LIMITS.unpacked) refusePackage('bomb', path);
    if (entry.size > LIMITS.ratioFrom && entry.size > entry.packed * LIMITS.ratio)
      refusePackage('bomb', path);
    // Entries that lie over each other pretend to be more than the archive holds.
    if (packed > size) refusePackage('bomb', path);
    if (isArchiveName(path)) refusePackage('nested-archive', path);
    if (!typeOf(path)) refusePackage('file-kind', path);
    if (seen.has(path)) refusePackage('doubled-name', path);
    seen.add(path);
    kept.set(index, path);
  }
  return kept;
}

/** A path inside the package, in Unicode normal form C. @throws Refusal packages/hostile-path */
export function safePath(name: string): string {
  const path = name.normalize('NFC');
  const shown = [...path].slice(0, 120).join('').replaceAll(/\p{C}/gu, '\u{fffd}');
  const parts = path.replace(/\/$/, '').split('/');
  if (
    path === '' ||
    path.length > LIMITS.path ||
    // Control characters, and those that turn the direction of writing.
    /[\p{Cc}\u202a-\u202e\u2066-\u2069\\]/u.test(path) ||
    /^[a-z]:/i.test(path) ||
    parts.some((part) => part === '' || part === '.' || part === '..' || part.trim() === '')
  )
    refusePackage('hostile-path', shown);
  return path;
}

/** Where everything lies in one folder, as when a folder was packed and not what is in it: that folder, else ''. */
export function wrappingFolder(paths: readonly string[], wanted: string): string {
  if (paths.includes(wanted)) return '';
  const folder = paths[0]?.split('/')[0] ?? '';
  const isWrapped =
    paths.every((path) => path.startsWith(`${folder}/`)) && paths.includes(`${folder}/${wanted}`);
  return isWrapped ? `${folder}/` : '';
}
