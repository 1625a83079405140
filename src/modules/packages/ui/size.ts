import { formatNumber } from '#platform/client/format.ts';
import type { Language } from '#platform/client/words.ts';

/** Megabytes as people read them: one digit behind the comma below ten. */
export function megabytes(bytes: number, language: Language): string {
  const value = bytes / 1_000_000;
  return formatNumber(value > 0 && value < 0.1 ? 0.1 : value, language, value < 10 ? 1 : 0);
}
