import { Worker } from 'node:worker_threads';

/**
 * `drawPdf` on a thread of its own, for documents of many pages: the compiler works without a pause.
 *
 * @throws Error with the compiler's messages when the template is faulty
 */
export function drawPdfAside(
  template: string,
  values: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
      workerData: { template, values, at },
    });
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', () => fail(new Error(`${template}: the thread ended without a document`)));
  });
}
