/**
 * Languages in which a lesson may be said or written, as BCP 47 names them (IANA registry): Vietnamese, English, Ê-đê,
 * Gia Rai, Ba Na, Thái in Latin letters, Khmer, Chăm. Every lesson is there in the first.
 */
export const CONTENT_LANGUAGES = ['vi', 'en', 'rad', 'jra', 'bdq', 'blt-Latn', 'km', 'cjm'] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];

export const isContentLanguage = (code: unknown): code is ContentLanguage =>
  CONTENT_LANGUAGES.some((one) => one === code);
