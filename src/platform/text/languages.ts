/**
 * Languages besides Vietnamese in which a lesson may be said or written, as BCP 47 names them (IANA registry): English,
 * Ê-đê, Gia Rai, Ba Na, Thái in Latin letters, Khmer, Chăm.
 */
export const VARIANT_LANGUAGES = ['en', 'rad', 'jra', 'bdq', 'blt-Latn', 'km', 'cjm'] as const;
export type VariantLanguage = (typeof VARIANT_LANGUAGES)[number];

/** Every lesson is there in the first. */
export const CONTENT_LANGUAGES = ['vi', ...VARIANT_LANGUAGES] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];

export const isContentLanguage = (code: unknown): code is ContentLanguage =>
  CONTENT_LANGUAGES.some((one) => one === code);
