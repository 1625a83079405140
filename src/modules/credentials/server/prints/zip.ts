import { Zip, ZipPassThrough } from 'fflate';

/**
 * A ZIP archive of files that are made one after the other: the next one is asked for when the one before has been read.
 *
 * @param fileOf undefined leaves it out
 */
export function zipOf<Key>(
  keys: readonly Key[],
  fileOf: (key: Key) => Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined>,
): ReadableStream<Uint8Array> {
  const rest = [...keys];
  let out: ReadableStreamDefaultController<Uint8Array>;
  const zip = new Zip((error, chunk, isLast) => {
    if (error) return out.error(error);
    if (chunk.length > 0) out.enqueue(chunk);
    if (isLast) out.close();
  });
  return new ReadableStream<Uint8Array>({
    start: (controller) => void (out = controller),
    async pull() {
      const key = rest.shift();
      if (key === undefined) return zip.end();
      const file = await fileOf(key);
      if (!file) return;
      // PDF is compressed already.
      const entry = new ZipPassThrough(file.name);
      zip.add(entry);
      entry.push(file.bytes, true);
    },
  });
}
