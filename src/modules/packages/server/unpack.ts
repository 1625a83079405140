import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { PACK_MANIFEST } from '#modules/authoring/index.ts';
import { checkEntries, LIMITS, wrappingFolder } from '../domain/archive-rules.ts';
import type { Course } from '../domain/course.ts';
import { beginsLikeArchive, typeOf } from '../domain/file-types.ts';
import { readH5p } from '../domain/h5p.ts';
import { readManifest } from '../domain/manifest.ts';
import { reasonOf, refusePackage } from '../domain/refusals.ts';
import { DiskWriter } from './disk.ts';
import { readXml } from './read-xml.ts';

/** A file of a package, unpacked but not yet in its place. */
export interface UnpackedFile {
  readonly path: string;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly size: number;
  readonly type: string;
  readonly from: string;
}
export interface Unpacked {
  /** Undefined for lessons of another installation, which are no course but drafts. */
  readonly course: Course | undefined;
  readonly files: readonly UnpackedFile[];
}
type Progress = (done: number, of: number) => Promise<void>;

const MANIFEST = 'imsmanifest.xml';
const H5P = 'h5p.json';

/**
 * Unpacks an archive into a folder, entry by entry, after its directory and its manifest were found in order. Memory
 * holds one piece of one entry.
 *
 * @throws Refusal with the reason and the entry; the folder then holds what is to be thrown away
 */
export async function unpack(
  archive: string,
  size: number,
  folder: string,
  progress: Progress,
): Promise<Unpacked> {
  const zip = await yauzl
    .openPromise(archive, { decodeStrings: false, autoClose: false, lazyEntries: true })
    .catch(() => refusePackage('damaged'));
  try {
    return await unpackOpen(zip, size, folder, progress);
  } catch (error) {
    // What the library says of a broken archive; faults of this machine go their own way.
    const code = (error as NodeJS.ErrnoException).code;
    if (reasonOf(error) || (code && !code.startsWith('Z_') && !code.startsWith('ERR_'))) throw error;
    return refusePackage('damaged', (error as Error).message.slice(0, 120));
  } finally {
    zip.close();
  }
}

async function unpackOpen(
  zip: yauzl.ZipFile,
  size: number,
  folder: string,
  progress: Progress,
): Promise<Unpacked> {
  if (zip.entryCount > LIMITS.files) refusePackage('too-many-files', String(LIMITS.files));
  const entries: yauzl.Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const kept = checkEntries(
    entries.map((entry) => ({
      name: nameOf(entry),
      size: entry.uncompressedSize,
      packed: entry.compressedSize,
      encrypted: entry.isEncrypted(),
      mode: entry.externalFileAttributes >>> 16,
    })),
    size,
  );
  const { files, course } = await readCourse(zip, entries, kept);
  const done: UnpackedFile[] = [];
  for (const [path, entry] of files) {
    done.push(await unpackEntry(zip, entry, path, join(folder, String(done.length))));
    await progress(done.length, files.size);
  }
  return { course, files: done };
}

/** What the package is, and its files by their paths in it. */
async function readCourse(
  zip: yauzl.ZipFile,
  entries: readonly yauzl.Entry[],
  kept: ReadonlyMap<number, string>,
): Promise<{ course: Course | undefined; files: ReadonlyMap<string, yauzl.Entry> }> {
  const paths = [...kept.values()];
  const ownPack = new Map([...kept].map(([index, path]) => [path, entries[index]!]));
  if (ownPack.has(PACK_MANIFEST)) return { course: undefined, files: ownPack };
  const scorm = paths.some((path) => path === MANIFEST || path.endsWith(`/${MANIFEST}`));
  const wanted = scorm ? MANIFEST : H5P;
  const wrapping = wrappingFolder(paths, wanted);
  const files = new Map([...kept].map(([index, path]) => [path.slice(wrapping.length), entries[index]!]));
  const entry = files.get(wanted) ?? refusePackage('no-manifest');
  if (entry.uncompressedSize > LIMITS.manifest) refusePackage('bomb', wanted);
  const pieces: Buffer[] = [];
  await readEntry(zip, entry, wanted, async (piece) => void pieces.push(piece));
  const bytes = Buffer.concat(pieces);
  const names = new Set(files.keys());
  const course = scorm ? readManifest(readXml(bytes, MANIFEST), names) : readH5p(readJson(bytes), names);
  return { course, files };
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return refusePackage('manifest-broken', H5P);
  }
}

async function unpackEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  to: string,
): Promise<UnpackedFile> {
  const writer = await DiskWriter.create(to);
  try {
    await readEntry(zip, entry, path, (piece) => writer.write(piece));
  } catch (error) {
    await writer.drop();
    throw error;
  }
  const digest = await writer.end();
  if (beginsLikeArchive(writer.beginning)) refusePackage('nested-archive', path);
  return { path, digest, size: writer.size, type: typeOf(path)!, from: to };
}

/** Reads one entry in pieces and compares its checksum. @throws Refusal packages/damaged, packages/wrong-checksum */
async function readEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  take: (piece: Buffer) => Promise<void>,
): Promise<void> {
  const stream: Readable = await zip.openReadStreamPromise(entry).catch(() => refusePackage('damaged', path));
  let sum = 0;
  for await (const piece of piecesOf(stream, path)) {
    sum = crc32(piece, sum);
    await take(piece);
  }
  if (sum >>> 0 !== entry.crc32 >>> 0) refusePackage('wrong-checksum', path);
}

/** Faults of the archive are told apart from those of writing what came out of it. */
async function* piecesOf(stream: Readable, path: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch {
    refusePackage('damaged', path);
  } finally {
    stream.destroy();
  }
}

/** In UTF-8 where it can be read so, whatever the entry says: many programs of Windows forget to say it. */
function nameOf(entry: yauzl.Entry): string {
  const raw = entry.fileNameRaw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
  }
}
