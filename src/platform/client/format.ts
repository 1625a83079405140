import type { Language } from './words.ts';

/** 1.234,5 in Vietnamese, 1,234.5 in English. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** 68,3 % */
export function formatPercent(share: number, language: Language, digits = 1): string {
  return `${formatNumber(share * 100, language, digits)} %`;
}

/** A day or moment as people write it in Vietnam, 21/11/2026. */
export function formatDay(at: string | Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(at));
}

/** 21/11/2026 08:15 */
export function formatMoment(at: string | Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
}
