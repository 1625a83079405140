import { formatDay } from '#platform/client/format.ts';
import type { Language } from '#platform/client/words.ts';

/** The hour and the day of a moment, for sentences such as "từ 11:23 ngày 22/11/2026". */
export function momentParts(at: string, language: Language): { hour: string; day: string } {
  const hour = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
  return { hour, day: formatDay(at, language) };
}
