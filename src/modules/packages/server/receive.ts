import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy';
import { tidy } from '#platform/text/fold.ts';
import { LIMITS } from '../domain/archive-rules.ts';
import { reasonOf, refusePackage } from '../domain/refusals.ts';
import { DiskWriter } from './disk.ts';

/** A file that somebody brought by a form, on disk. */
export interface Brought {
  readonly name: string;
  /** Who made it, in the words of whoever brings it. */
  readonly source: string;
  readonly size: number;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Its first bytes, hex. */
  readonly beginning: string;
}

/**
 * Writes the file of a form (`multipart/form-data`: `source`, then `file`) to disk as it comes in; memory holds a few
 * pieces. Reading stops at the first byte past the limit.
 *
 * @throws Refusal packages/no-file, packages/too-large, packages/interrupted
 */
export async function receive(
  request: Request,
  to: string,
  progress: (bytes: number, name: string) => Promise<void>,
): Promise<Brought> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b.*boundary=/i.test(type) || !request.body) refusePackage('no-file');
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.upload + 64 * 1024)
    refusePackage('too-large');
  const form = new Busboy({
    headers: { 'content-type': type } as BusboyHeaders,
    limits: { files: 1, fields: 4, parts: 8, fieldSize: 2_000, fileSize: LIMITS.upload },
  });
  let source = '';
  let writing: Promise<Brought> | undefined;
  form.on('field', (name, value) => {
    if (name === 'source') source = tidy(value).slice(0, 300);
  });
  form.on('file', (_field, stream, name) => {
    writing = write(stream, tidy(name ?? '').slice(-120), to, progress).then((file) => ({ ...file, source }));
    // A fault of writing ends the reading of the form too.
    writing.catch((error: Error) => form.destroy(error));
  });
  try {
    await pipeline(Readable.fromWeb(request.body as never), form);
  } catch (error) {
    await writing?.catch(() => undefined);
    if (reasonOf(error) || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    refusePackage('interrupted');
  }
  const brought = (await writing) ?? refusePackage('no-file');
  if (brought.size === 0) refusePackage('no-file');
  return brought;
}

async function write(
  stream: BusboyFileStream,
  name: string,
  to: string,
  progress: (bytes: number, name: string) => Promise<void>,
): Promise<Omit<Brought, 'source'>> {
  const writer = await DiskWriter.create(to);
  try {
    for await (const piece of stream) {
      await writer.write(piece as Buffer);
      await progress(writer.size, name);
    }
  } catch (error) {
    await writer.drop();
    throw error;
  }
  if (stream.truncated) {
    await writer.drop();
    refusePackage('too-large', name);
  }
  return { name, size: writer.size, beginning: writer.beginning, digest: await writer.end() };
}
