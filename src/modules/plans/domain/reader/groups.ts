import { skeleton } from './scanned.ts';

/** Whom a target is about; where none fits, the group stays open. */
export type Group =
  | 'officials'
  | 'students-secondary'
  | 'students-primary'
  | 'adults'
  | 'adults-urban'
  | 'workers'
  | 'citizens-16'
  | 'households'
  | 'mentors'
  | 'communes'
  | 'units';

const WORDS: readonly (readonly [Group, RegExp])[] = [
  ['citizens-16', /cong dan (?:tu )?(?:du )?16 tuoi|nguoi dan tu (?:du )?16 tuoi/],
  ['mentors', /\bmentor\b|\bdai su so\b|\bnguoi huong dan\b/],
  ['households', /\bho (?:gia dinh|dan|ngheo|can ngheo|kinh doanh)\b|^\W*ho\W*$|\bgia dinh so\b/],
  [
    'workers',
    /nguoi lao dong (?:trong|tai|o|cua) (?:cac )?(?:doanh nghiep|hop tac xa)|\bcong nhan\b|\btieu thuong\b/,
  ],
  ['officials', /\bcan bo\b|\bcong chuc\b|\bvien chuc\b/],
  ['students-primary', /hoc sinh.{0,30}tieu hoc|hoc sinh cac cap/],
  ['students-secondary', /hoc sinh|sinh vien/],
  ['workers', /nguoi lao dong/],
  ['adults-urban', /(?:truong thanh|dan so|nguoi dan).{0,30}(?:do thi|thanh thi)/],
  ['adults', /truong thanh|tu (?:du )?18 tuoi|nguoi dan|dan so|cong dan|nhan dan/],
  ['communes', /^\W*(?:xa|phuong)\b|(?:phuong, xa|xa, phuong)/],
  [
    'units',
    /phong, ban|co quan|don vi|so, ban|\bthon\b|to dan pho|\btruong (?:hoc|tieu hoc|trung hoc|mam non|dai hoc|cao dang)\b/,
  ],
];

/** The same words by their consonants, for texts that lost their vowels' marks. */
const SCANNED: readonly (readonly [Group, RegExp])[] = [
  ['workers', /ng~ l~ d~ng tr~ng c~ d~nh ngh~p/],
  ['officials', /c~n b~?,? c~ng ch~c|v~n ch~c/],
  ['students-primary', /h~c s~nh.{0,20}t~ h~c/],
  ['students-secondary', /h~c s~nh|s~nh v~n/],
  ['adults', /tr~ng th~nh|ng~ d~n/],
];

function firstOf(text: string, words: readonly (readonly [Group, RegExp])[]): Group | null {
  let best: { group: Group; index: number } | null = null;
  for (const [group, pattern] of words) {
    const index = text.search(pattern);
    // Of several the one that stands first; of two at one place the more particular, which is listed first.
    if (index >= 0 && (!best || index < best.index)) best = { group, index };
  }
  return best?.group ?? null;
}

/** The group that a clause names first; null where it names none that is known. */
export function groupIn(folded: string, lossy: boolean): Group | null {
  return (lossy ? firstOf(skeleton(folded), SCANNED) : null) ?? firstOf(folded, WORDS);
}
