import { join } from 'node:path';
import { drawPdfAside } from '#platform/print/pdf-aside.ts';
import * as print from '#platform/print/pdf.ts';

const FOLDER = join(import.meta.dirname, '../../../../../content/certificates');

/**
 * Draws a template of `content/certificates` as PDF/UA-1.
 *
 * @throws Error with the compiler's messages when the template is faulty
 */
export const drawPdf = (
  template: string,
  values: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<Buffer> => print.drawPdf(join(FOLDER, template), values, at);

/**
 * Draws many certificates of one form as one file, on a thread of its own. The template finds them as `sheets`.
 *
 * @throws Error with the compiler's messages when the template is faulty
 */
export const drawManyPdf = (
  template: string,
  sheets: readonly Readonly<Record<string, unknown>>[],
  at: Date,
): Promise<Uint8Array<ArrayBuffer>> => drawPdfAside(join(FOLDER, template), { sheets }, at);
