import type { Found, Wording } from './deadline.ts';

const WAITS =
  /^\W*(?:thuc hien )?(?:(?:theo|khi co|sau khi co|phu hop(?: voi)?|ngay sau khi co) (?:cac )?(?:huong dan|chi dao|ke hoach|yeu cau|tien do|lo trinh|thong bao|quy dinh|van ban)|sau khi|ngay sau khi)\b/;

/** `Theo hướng dẫn của Bộ Công an`: no day; somebody else's act starts it. */
export function whenOthersAct({ folded, text }: Wording): Found | null {
  const match = WAITS.exec(folded);
  if (!match) return null;
  const of = folded.indexOf(' cua ', match.index);
  const whom = of >= 0 ? text.slice(of + 5) : text.slice(match[0].length);
  return { kind: 'external', dependsOn: whom.replace(/[\s.;,)]+$/, '').trim() || null };
}
