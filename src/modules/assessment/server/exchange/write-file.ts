import { type Exchanged, NotTaken, type Refused } from '../../domain/exchange/exchanged.ts';
import type { Format } from '../../domain/exchange/formats.ts';
import { exchangedOf } from '../../domain/exchange/our-item.ts';
import { writeGift } from '../../domain/exchange/write-gift.ts';
import { writeMoodle } from '../../domain/exchange/write-moodle.ts';
import { writeQti } from '../../domain/exchange/write-qti.ts';
import type { Item } from '../../domain/item.ts';
import { writeCsv } from './csv.ts';
import { writeExcel } from './excel.ts';
import { packTexts } from './package.ts';

export interface Written {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** How many of them are one of many variants of a template. */
  readonly variants: number;
  /** Questions that the format, or any format, has no way to write. */
  readonly refused: readonly Refused[];
}

/** Questions of the bank as a file of a format; what cannot be written is told, question by question. */
export async function writeFile(items: readonly Item[], format: Format): Promise<Written> {
  const refused: Refused[] = [];
  const exchanged = items.flatMap((item): Exchanged[] => orTold(refused, item.id, () => exchangedOf(item)));
  const written = await writeExchanged(exchanged, format);
  const names = new Set(written.names);
  const variants = items.filter(({ id, vary }) => vary && names.has(id)).length;
  return { ...written, variants, refused: [...refused, ...written.refused] };
}

/** The same for questions that are between us and others already. */
export async function writeExchanged(
  items: readonly Exchanged[],
  format: Format,
): Promise<Omit<Written, 'variants'> & { readonly names: readonly string[] }> {
  const refused: Refused[] = [];
  const kept = items.flatMap((item) =>
    orTold(refused, item.name, () => {
      // Whether it can be written is found by writing it.
      if (format === 'gift') writeGift(item);
      return item;
    }),
  );
  const names = kept.map(({ name }) => name);
  return { bytes: await bytesOf(kept, format), count: kept.length, names, refused };
}

function orTold<T>(refused: Refused[], name: string, write: () => T): T[] {
  try {
    return [write()];
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    refused.push({ place: { name }, reason: error.reason, detail: error.detail });
    return [];
  }
}

async function bytesOf(items: readonly Exchanged[], format: Format): Promise<Uint8Array> {
  if (format === 'qti21' || format === 'qti30') return packTexts(writeQti(items, format));
  if (format === 'xlsx') return writeExcel(items);
  return new TextEncoder().encode(textOf(items, format));
}

function textOf(items: readonly Exchanged[], format: Exclude<Format, 'qti21' | 'qti30' | 'xlsx'>): string {
  if (format === 'gift') return items.map(writeGift).join('\n');
  return format === 'moodle' ? writeMoodle(items) : writeCsv(items);
}
