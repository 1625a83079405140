import type { Wording } from './deadline.ts';

const TENTATIVE = /\bdu kien\b|\bdu tinh\b|\btam tinh\b/;
const SUITS =
  /\(?\s?(?:(?:cho )?phu hop(?: voi)?|theo|tuy thuoc(?: vao)?|phu thuoc(?: vao)?) ((?:tien do|ke hoach|huong dan)[^)]*)\)?/;

/** `Dự kiến Tháng 6/2025 (phù hợp tiến độ Trung ương)`: provisional, and on whom it depends; the rest is a deadline like others. */
export function takeTentative(wording: Wording): {
  readonly rest: Wording;
  readonly tentative: boolean;
  readonly dependsOn: string | null;
} {
  const { folded, text } = wording;
  const said = TENTATIVE.exec(folded);
  const suits = SUITS.exec(folded);
  // Alone it is no note to a date but the whole deadline.
  const note = suits && /\d/.test(folded.slice(0, suits.index)) ? suits : null;
  const blank = (source: string, match: RegExpExecArray) =>
    source.slice(0, match.index) + ' '.repeat(match[0].length) + source.slice(match.index + match[0].length);
  let rest = folded;
  if (said) rest = blank(rest, said);
  if (note) rest = blank(rest, note);
  const where = note ? note.index + note[0].indexOf(note[1] ?? '') : 0;
  return {
    rest: { ...wording, folded: rest },
    tentative: said !== null,
    dependsOn: note ? text.slice(where, where + (note[1]?.length ?? 0)).trim() : null,
  };
}
