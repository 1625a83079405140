import { formatNumber } from '#platform/client/format.ts';
import type { Language } from '#platform/client/words.ts';

/** Bytes as people see them on a bill: kilobytes below 100,000, else megabytes, then gigabytes, with one decimal. */
export function sizeIn(bytes: number, language: Language): { key: Unit; size: string } {
  if (bytes < 100_000)
    return { key: 'offline.kilobytes', size: formatNumber(Math.ceil(bytes / 1000), language) };
  if (bytes >= 1e9) return { key: 'offline.gigabytes', size: formatNumber(bytes / 1e9, language, 1) };
  return { key: 'offline.megabytes', size: formatNumber(bytes / 1_000_000, language, 1) };
}
type Unit = 'offline.kilobytes' | 'offline.megabytes' | 'offline.gigabytes';
