import { type Exchanged, NotTaken, type Refused } from '../../domain/exchange/exchanged.ts';
import type { Format } from '../../domain/exchange/formats.ts';
import { exchangedOf } from '../../domain/exchange/our-item.ts';
import { writeGift } from '../../domain/exchange/write-gift.ts';
import { writeMoodle } from '../../domain/exchange/write-moodle.ts';
import type { Item } from '../../domain/item.ts';

export interface Written {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** How many of them are one of many variants of a template. */
  readonly variants: number;
  /** Questions that the format, or any format, has no way to write. */
  readonly refused: readonly Refused[];
}

/** Questions as a file of a format; what cannot be written is told, question by question. */
export async function writeFile(items: readonly Item[], format: Format): Promise<Written> {
  const refused: Refused[] = [];
  const kept = items.flatMap((item): Exchanged[] => {
    try {
      const one = exchangedOf(item);
      // Whether it can be written is found by writing it.
      if (format === 'gift') writeGift(one);
      return [one];
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      refused.push({ place: { name: item.id }, reason: error.reason, detail: error.detail });
      return [];
    }
  });
  const names = new Set(kept.map(({ name }) => name));
  const variants = items.filter(({ id, vary }) => vary && names.has(id)).length;
  return { bytes: await bytesOf(kept, format), count: kept.length, variants, refused };
}

async function bytesOf(items: readonly Exchanged[], format: Format): Promise<Uint8Array> {
  const text = format === 'gift' ? items.map(writeGift).join('\n') : writeMoodle(items);
  return new TextEncoder().encode(text);
}
