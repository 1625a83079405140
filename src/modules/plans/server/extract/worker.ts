import { parentPort, workerData } from 'node:worker_threads';
import { readDocx } from './docx.ts';
import { ExtractError, type Extracted, type ExtractFault } from './extracted.ts';
import { readPdf } from './pdf.ts';
import { readText } from './text.ts';

export interface Job {
  readonly bytes: Uint8Array;
  readonly kind: 'pdf' | 'docx' | 'txt';
}
export type Told =
  | { readonly page: number; readonly of: number }
  | { readonly done: Extracted }
  | { readonly fault: ExtractFault };

const { bytes, kind } = workerData as Job;
const tell = (told: Told) => parentPort?.postMessage(told);

try {
  const done =
    kind === 'pdf'
      ? await readPdf(bytes, (page, of) => tell({ page, of }))
      : kind === 'docx'
        ? readDocx(bytes)
        : readText(bytes);
  tell({ done });
} catch (error) {
  tell({ fault: error instanceof ExtractError ? error.fault : 'damaged' });
}
