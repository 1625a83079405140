import { readFile, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '#platform/config/config.ts';
import { shortDigest } from '#platform/content/digest.ts';
import type { RangedFile } from '#platform/http/ranges.ts';
import { typeOf } from '../domain/file-types.ts';

const OURS: Readonly<Record<string, string>> = {
  'player.js': './player/player.js',
  'parts.js': './player/parts.js',
  'scorm.js': './player/scorm.js',
  'recording.js': './player/recording.js',
  'h5p.js': './player/h5p.js',
  'player.css': './player/player.css',
};
const THEIRS: Readonly<Record<string, string>> = {
  'scorm12.js': 'scorm-again/scorm12/min',
  'scorm2004.js': 'scorm-again/scorm2004/min',
};
const held = new Map<string, Promise<RangedFile | undefined>>();

/**
 * A file of the players: ours, the SCORM runtime, or of the H5P player that the operator installed.
 *
 * @param name from the address; nothing outside the folder of the H5P player is ever read
 */
export function findRuntime(
  config: Pick<Config, 'BDHVS_H5P_PLAYER'>,
  area: 'player' | 'h5p',
  name: string,
): Promise<RangedFile | undefined> {
  const key = `${area}/${name}`;
  let file = held.get(key);
  if (!file) {
    file = area === 'player' ? readOurs(name) : readH5p(config.BDHVS_H5P_PLAYER, name);
    // Names that lead nowhere are endless; only what is there is held.
    void file.then((found) => found && held.set(key, Promise.resolve(found)));
  }
  return file;
}

async function readOurs(name: string): Promise<RangedFile | undefined> {
  const ours = Object.hasOwn(OURS, name) ? OURS[name] : undefined;
  const theirs = Object.hasOwn(THEIRS, name) ? THEIRS[name] : undefined;
  if (ours) return toFile(name, await readFile(new URL(ours, import.meta.url)));
  return theirs ? toFile(name, await readFile(fileURLToPath(import.meta.resolve(theirs)))) : undefined;
}

async function readH5p(folder: string | undefined, name: string): Promise<RangedFile | undefined> {
  if (!folder || name.split('/').includes('..')) return undefined;
  const root = await realpath(resolve(folder)).catch(() => undefined);
  const path = root && (await realpath(join(root, name)).catch(() => undefined));
  if (!path?.startsWith(root + sep) || !typeOf(path)) return undefined;
  return toFile(name, await readFile(path));
}

function toFile(name: string, bytes: Buffer): RangedFile {
  return {
    size: bytes.length,
    etag: `"${shortDigest(bytes)}"`,
    headers: { 'content-type': typeOf(name)!, 'cache-control': 'private, max-age=3600' },
    read: (start, end) => bytes.subarray(start, end + 1),
  };
}
