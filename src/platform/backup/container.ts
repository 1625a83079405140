import { createHash } from 'node:crypto';

/**
 * The container of a backup, inside gzip: a first line, then frames of four bytes of length (big-endian), one letter of
 * kind, and that many bytes less one. The last frame carries the digest of everything before it.
 */
export const FIRST_LINE = 'BDHVS-BACKUP 1\n';
const MOST = 16 * 1024 * 1024;

/** H header · T a table begins · D its rows as COPY text · E the table ends · Z the end */
export type FrameKind = 'H' | 'T' | 'D' | 'E' | 'Z';
export interface Frame {
  readonly kind: FrameKind;
  readonly body: Buffer;
}

/** The file is not what a backup must be; nothing was changed. */
export class DamagedBackup extends Error {}

/** Frames as bytes, with the first line and the closing digest. */
export async function* pack(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const send = (bytes: Buffer) => {
    hash.update(bytes);
    return bytes;
  };
  yield send(Buffer.from(FIRST_LINE));
  for await (const frame of frames) yield send(encode(frame));
  yield encode({ kind: 'Z', body: Buffer.from(hash.digest('hex')) });
}

function encode({ kind, body }: Frame): Buffer {
  const bytes = Buffer.allocUnsafe(5 + body.length);
  bytes.writeUInt32BE(body.length + 1, 0);
  bytes.write(kind, 4, 'latin1');
  body.copy(bytes, 5);
  return bytes;
}

/**
 * Bytes as frames, without the closing one, in bounded memory.
 *
 * @throws DamagedBackup not a backup, cut off, or changed
 */
export async function* unpack(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const hash = createHash('sha256');
  const reader = makeReader(bytes);
  const first = await reader.take(FIRST_LINE.length);
  if (first?.toString('latin1') !== FIRST_LINE)
    throw new DamagedBackup('This file is no backup of this program.');
  hash.update(first);
  for (;;) {
    const head = await reader.take(5);
    if (!head) throw new DamagedBackup('The backup is cut off: its end is missing.');
    const length = head.readUInt32BE(0) - 1;
    if (length < 0 || length > MOST) throw new DamagedBackup('The backup is damaged.');
    const kind = head.toString('latin1', 4) as FrameKind;
    const body = await reader.take(length);
    if (!body) throw new DamagedBackup('The backup is cut off: its end is missing.');
    if (kind === 'Z') {
      if (body.toString() !== hash.digest('hex'))
        throw new DamagedBackup('The backup is damaged: its digest does not fit.');
      return;
    }
    hash.update(head).update(body);
    yield { kind, body };
  }
}

function makeReader(bytes: AsyncIterable<Buffer>) {
  const source = bytes[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return {
    /** Exactly so many bytes; undefined when the source ends before. */
    async take(length: number): Promise<Buffer | undefined> {
      if (held.length < length) {
        const parts = [held];
        let size = held.length;
        while (size < length) {
          const next = await source.next();
          if (next.done) return undefined;
          parts.push(next.value);
          size += next.value.length;
        }
        held = Buffer.concat(parts);
      }
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
  };
}
