import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import type { Header } from './backup.ts';
import { DamagedBackup, unpack, type Frame } from './container.ts';
import { makeTableSum, type TableSum } from './digest.ts';
import type { BackupTable } from './tables.ts';

/** The frames of a file. @throws DamagedBackup */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  const stream = pipeline(createReadStream(file), createGunzip(), () => {});
  try {
    yield* unpack(stream as AsyncIterable<Buffer>);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (code === 'Z_BUF_ERROR') throw new DamagedBackup('The backup is cut off: its end is missing.');
    if (code.startsWith('Z_'))
      throw new DamagedBackup('This file is no backup of this program, or it is damaged.');
    throw error;
  } finally {
    stream.destroy();
  }
}

export interface Checked {
  readonly header: Header;
  readonly tables: readonly (BackupTable & TableSum)[];
}

/** Reads a file from end to end without touching a database. @throws DamagedBackup */
export async function checkBackup(file: string): Promise<Checked> {
  let header: Header | undefined;
  let table: BackupTable | undefined;
  let sum = makeTableSum();
  const tables: (BackupTable & TableSum)[] = [];
  for await (const { kind, body } of readFrames(file)) {
    if (kind === 'H') header = JSON.parse(body.toString()) as Header;
    if (kind === 'T') {
      table = JSON.parse(body.toString()) as BackupTable;
      sum = makeTableSum();
    }
    if (kind === 'D') sum.add(body);
    if (kind === 'E') {
      const [written, read] = [JSON.parse(body.toString()) as TableSum, sum.end()];
      if (!table || written.rows !== read.rows || written.digest !== read.digest) {
        throw new DamagedBackup(
          `The backup is damaged: ${table?.name ?? 'a table'} does not fit its digest.`,
        );
      }
      tables.push({ ...table, ...read });
    }
  }
  if (!header) throw new DamagedBackup('The backup has no header.');
  return { header, tables };
}
