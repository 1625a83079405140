import { isYear, type Found, type Wording } from './deadline.ts';

const YEARS = /(?<![\d/.-]\s?)\b(\d{4})(?:\s?(?:-|den|va|,)\s?(?:nam )?(\d{4}))?\b/;
const AFTERWARDS = /(?:va|,) (?:cac|nhung) nam (?:tiep theo|sau|ke tiep)|va (?:duy tri )?hang nam|tro di/;

/** `Năm 2025`, `Năm 2025 - 2026`, `giai đoạn 2025-2030`, `Năm 2025 và các năm tiếp theo`. */
export function byYears({ folded }: Wording): Found | null {
  const match = YEARS.exec(folded);
  if (!match) return null;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (!isYear(first) || !isYear(last) || last < first) return null;
  const from = `${first}-01-01`;
  if (AFTERWARDS.test(folded)) return { kind: 'years-on', from };
  return { kind: 'years', from, due: `${last}-12-31` };
}
