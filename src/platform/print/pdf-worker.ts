import { parentPort, workerData } from 'node:worker_threads';
import { drawPdf } from './pdf.ts';

/** Draws one document and ends: long ones must not hold up the requests of the main thread. */
const { template, values, at } = workerData as {
  readonly template: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: Date;
};
const pdf = new Uint8Array(await drawPdf(template, values, at));
parentPort!.postMessage(pdf, [pdf.buffer]);
