import { join } from 'node:path';
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
