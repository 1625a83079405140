import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { ExtractError, LIMITS, type Extracted } from './extracted.ts';
import { layOut, type Rule, type Word } from './pdf-page.ts';

type Matrix = readonly [number, number, number, number, number, number];
const STILL: Matrix = [1, 0, 0, 1, 0, 0];

const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[2] * b[1],
  a[1] * b[0] + a[3] * b[1],
  a[0] * b[2] + a[2] * b[3],
  a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4],
  a[1] * b[4] + a[3] * b[5] + a[5],
];
const place = (m: Matrix, x: number, y: number) =>
  [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]] as const;

const numbers = (value: unknown): number[] =>
  value && typeof value === 'object' && 'length' in value ? Array.from(value as ArrayLike<number>) : [];

/** The edges of what a page draws, as far as they can be rules of a table. */
function rulesOf(
  drawn: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  ops: Readonly<Record<string, number>>,
): Rule[] {
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let now: Matrix = STILL;
  drawn.fnArray.slice(0, 200_000).forEach((operation, index) => {
    const args = drawn.argsArray[index] as readonly unknown[] | null;
    if (operation === ops['save']) saved.push(now);
    else if (operation === ops['restore']) now = saved.pop() ?? STILL;
    else if (operation === ops['transform']) {
      const values = numbers(args);
      if (values.length === 6) now = times(now, values as unknown as Matrix);
    } else if (operation === ops['constructPath']) {
      const box = numbers(args?.[2]);
      if (box.length !== 4) return;
      const [left, bottom] = place(now, box[0] ?? 0, box[1] ?? 0);
      const [right, top] = place(now, box[2] ?? 0, box[3] ?? 0);
      if (Math.abs(right - left) < 2.5 || Math.abs(top - bottom) < 2.5) {
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        rules.push(
          Math.abs(right - left) < Math.abs(top - bottom)
            ? { x1: x, y1: bottom, x2: x, y2: top }
            : { x1: left, y1: y, x2: right, y2: y },
        );
      } else if (
        operation === ops['constructPath'] &&
        args?.[0] !== ops['endPath'] &&
        args?.[0] !== ops['clip']
      )
        // A box around a cell.
        rules.push(
          { x1: left, y1: bottom, x2: right, y2: bottom },
          { x1: left, y1: top, x2: right, y2: top },
          { x1: left, y1: bottom, x2: left, y2: top },
          { x1: right, y1: bottom, x2: right, y2: top },
        );
    }
  });
  return rules;
}

/** Words of a PDF, page by page, with its ruled tables. `told` hears of each page. @throws ExtractError */
export async function readPdf(
  bytes: Uint8Array,
  told: (page: number, of: number) => void = () => {},
): Promise<Extracted> {
  const { OPS } = (await getResolvedPDFJS()) as unknown as { OPS: Readonly<Record<string, number>> };
  const pdf = await getDocumentProxy(bytes, {
    stopAtErrors: false,
    verbosity: 0,
  }).catch((error: unknown) => {
    throw new ExtractError(
      error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged',
    );
  });
  try {
    if (pdf.numPages > LIMITS.pages) throw new ExtractError('too-many-pages');
    const lines: string[] = [];
    let length = 0;
    let letters = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      const words: Word[] = [];
      for (const item of content.items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const [a = 1, b = 0, , , x = 0, y = 0] = item.transform as number[];
        // Stamps and watermarks that stand aslant are no part of the text.
        if (Math.abs(b) > Math.abs(a) * 0.2) continue;
        words.push({ text: item.str, x, y, width: item.width, height: item.height || Math.abs(a) });
        letters += item.str.length;
      }
      lines.push(...layOut(words, words.length > 0 ? rulesOf(await page.getOperatorList(), OPS) : []), '');
      length = lines.reduce((sum, line) => sum + line.length, 0);
      if (length > LIMITS.characters) throw new ExtractError('too-large');
      page.cleanup();
      told(number, pdf.numPages);
    }
    // A scan without a layer of text has a stamp or a page number at most.
    if (letters < 20 * pdf.numPages) throw new ExtractError('images-only');
    return { text: `${lines.join('\n')}\n`, pages: pdf.numPages };
  } catch (error) {
    throw error instanceof ExtractError ? error : new ExtractError('damaged');
  } finally {
    await pdf.loadingTask.destroy();
  }
}
