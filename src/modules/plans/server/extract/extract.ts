import { Worker } from 'node:worker_threads';
import { ExtractError, LIMITS, type Extracted } from './extracted.ts';
import type { Job, Told } from './worker.ts';

/** What the first bytes of a file say it is; its name is not believed. */
export function kindOf(bytes: Uint8Array): Job['kind'] | null {
  const begins = (text: string, at = 0) =>
    [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));
  for (let at = 0; at < Math.min(1024, bytes.length); at += 1) if (begins('%PDF-', at)) return 'pdf';
  if (begins('PK\u0003\u0004')) return 'docx';
  // Old Word files and pictures: said to be no document, instead of being read as text.
  if (
    begins('\u00d0\u00cf\u0011\u00e0') ||
    begins('\u0089PNG') ||
    begins('\u00ff\u00d8\u00ff') ||
    begins('GIF8')
  )
    return null;
  return bytes.length > 0 ? 'txt' : null;
}

/**
 * Text of an uploaded file, read in a thread of its own with bounds on memory and time: what the file does there harms nobody.
 *
 * @throws ExtractError
 */
export async function extract(
  bytes: Uint8Array,
  {
    told = () => {},
    milliseconds = LIMITS.milliseconds,
  }: { told?: (page: number, of: number) => void; milliseconds?: number } = {},
): Promise<Extracted & { readonly kind: Job['kind'] }> {
  if (bytes.length > LIMITS.bytes) throw new ExtractError('too-large');
  const kind = kindOf(bytes);
  if (!kind) throw new ExtractError('not-a-document');
  const own = new Uint8Array(bytes);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { bytes: own, kind } satisfies Job,
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMegabytes },
    env: {},
    stdout: true,
    stderr: true,
  });
  try {
    const done = await new Promise<Extracted>((resolve, reject) => {
      const late = setTimeout(() => reject(new ExtractError('takes-too-long')), milliseconds);
      worker.on('message', (message: Told) => {
        if ('done' in message) resolve(message.done);
        else if ('fault' in message) reject(new ExtractError(message.fault));
        else told(message.page, message.of);
      });
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(new ExtractError(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'hostile' : 'damaged')),
      );
      worker.on('exit', () => {
        clearTimeout(late);
        reject(new ExtractError('damaged'));
      });
    });
    return { ...done, kind };
  } finally {
    await worker.terminate();
  }
}
