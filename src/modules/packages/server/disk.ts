import { createHash, type Hash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf as dataFolder } from '#platform/config/folder.ts';
import type { Services } from '#platform/http/context.ts';

type Told = Pick<Services, 'config'>;

/** Where everything of packages lies on this machine. */
export const folderOf = ({ config }: Told): string => join(dataFolder(config), 'packages');

/** A folder of one import, gone when the import has ended. */
export const workFolder = (services: Told, importId: string): string =>
  join(folderOf(services), 'incoming', importId);

/** A file of packages: named by the SHA-256 of its bytes, hex, so that it never changes. */
export const fileOf = (services: Told, digest: string): string =>
  join(folderOf(services), 'files', digest.slice(0, 2), digest);

export const readFileFrom = (services: Told, digest: string, start: number, end: number): ReadStream =>
  createReadStream(fileOf(services, digest), { start, end });

/** @returns its bytes, or undefined where it is not there */
export async function sizeOnDisk(services: Told, digest: string): Promise<number | undefined> {
  return stat(fileOf(services, digest)).then(
    ({ size }) => size,
    () => undefined,
  );
}

/** Brings an unpacked file to its place. @returns whether it was not there before */
export async function putFile(services: Told, digest: string, from: string): Promise<boolean> {
  const to = fileOf(services, digest);
  const isThere = await access(to).then(
    () => true,
    () => false,
  );
  if (isThere) return false;
  await mkdir(join(to, '..'), { recursive: true });
  await rename(from, to);
  return true;
}

export const removeFile = (services: Told, digest: string): Promise<void> =>
  rm(fileOf(services, digest), { force: true });

export const removeFolder = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/** Writes pieces one after the other, counting and digesting them on their way; memory holds one piece. */
export class DiskWriter {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  readonly #beginning: Buffer[] = [];
  size = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<DiskWriter> {
    await mkdir(join(path, '..'), { recursive: true });
    return new DiskWriter(await open(path, 'wx', 0o600));
  }

  async write(piece: Buffer): Promise<void> {
    if (this.size < 16) this.#beginning.push(piece.subarray(0, 16));
    this.size += piece.length;
    this.#hash.update(piece);
    await this.#handle.writeFile(piece);
  }

  /** The first bytes, hex, at most 16 of them. */
  get beginning(): string {
    return Buffer.concat(this.#beginning).subarray(0, 16).toString('hex');
  }

  /** @returns the SHA-256, hex */
  async end(): Promise<string> {
    await this.#handle.close();
    return this.#hash.digest('hex');
  }

  /** After a fault; what was written goes with its folder. */
  async drop(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}
