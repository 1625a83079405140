/** `vi` unless the reader chose English, or asks for it by header and never chose. */
export function pickLanguage(chosen: string | undefined, accepts: string | null | undefined): 'vi' | 'en' {
  if (chosen === 'vi' || chosen === 'en') return chosen;
  return /^en\b/i.test(accepts ?? '') ? 'en' : 'vi';
}
