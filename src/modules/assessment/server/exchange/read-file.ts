import { MarkupFault, readXml } from '#platform/text/markup.ts';
import { FileFault, NotTaken, type Reading } from '../../domain/exchange/exchanged.ts';
import { readGift } from '../../domain/exchange/gift.ts';
import { readMoodle } from '../../domain/exchange/moodle.ts';
import { readQtiFile, readQtiPackage } from '../../domain/exchange/qti-package.ts';
import { isTable, readCsv } from './csv.ts';
import { readExcel } from './excel.ts';
import { isArchive, unpackFiles } from './package.ts';
import type { Format } from '../../domain/exchange/formats.ts';

/** Our own choice: a bank of a thousand questions without pictures is far below. */
export const LIMITS = { bytes: 8 * 1024 * 1024, questions: 1_000 };

/** The questions of a file, whatever program made it; its first bytes say what it is, not its name. */
export async function readFile(bytes: Uint8Array): Promise<Read> {
  if (bytes.length > LIMITS.bytes) throw new FileFault('too-large');
  const reading = await byFormat(bytes).catch((error: unknown) => {
    if (error instanceof MarkupFault) throw new FileFault(error.what, String(error.line));
    if (error instanceof NotTaken) throw new FileFault('unknown-format', error.detail);
    throw error;
  });
  const count = reading.taken.length + reading.refused.length;
  if (count === 0) throw new FileFault('nothing-in-it');
  if (count > LIMITS.questions) throw new FileFault('too-many-questions');
  return reading;
}

type Read = Reading & { readonly format: Format };

async function byFormat(bytes: Uint8Array): Promise<Read> {
  if (isArchive(bytes)) return readArchive(bytes);
  const text = decode(bytes);
  if (/^\s*</.test(text)) {
    const root = readXml(text);
    if (/^(qti-assessment-item|assessmentItem)$/.test(root.name)) return readQtiFile(root);
    return { format: 'moodle', ...readMoodle(root) };
  }
  if (isTable(text)) return { format: 'csv', ...readCsv(text) };
  return { format: 'gift', ...readGift(text) };
}

async function readArchive(bytes: Uint8Array): Promise<Read> {
  let isWorkbook = false;
  const files = unpackFiles(bytes, (name) => {
    isWorkbook ||= name === 'xl/workbook.xml';
    return name.endsWith('.xml');
  });
  if (isWorkbook) return { format: 'xlsx', ...(await readExcel(bytes)) };
  return readQtiPackage(new Map([...files].map(([name, body]) => [name.normalize('NFC'), decode(body)])));
}

/** UTF-8, or UTF-16 where a mark says so. @throws FileFault not-text */
function decode(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  try {
    const text = new TextDecoder(wide ?? big ?? 'utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, like text with zeros in it.
  }
  throw new FileFault('not-text');
}
