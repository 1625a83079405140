import type { Finding, Passage } from './fault.ts';
import type { Lexicon, Term } from './lexicon.ts';
import { maskNames, maskQuoted } from './mask.ts';

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
const EDGE = '[\\p{L}\\p{M}\\p{N}]';
const whole = (spellings: readonly string[], flags: string) =>
  new RegExp(`(?<!${EDGE}|${EDGE}-)(?:${spellings.map(escape).join('|')})(?!${EDGE}|-${EDGE})`, flags);

/** How a word is explained where it stands: `X là …`, `X (…)`, `… (X)`, `gọi là X`, `X, tức là …`, `X: …` at the start. */
function explains(spellings: readonly string[]): RegExp {
  const term = `(?<!${EDGE})(?:${spellings.map(escape).join('|')})(?!${EDGE})["”»]?`;
  return new RegExp(
    [
      `${term}\\s*[,–-]?\\s*(?:(?:có\\s+)?nghĩa\\s+là|tức(?:\\s+là)?|còn\\s+gọi|là|giống\\s+như|như\\s+là|giúp)(?!${EDGE})`,
      `${term}\\s*\\(`,
      `\\([^)]*${term}[^)]*\\)`,
      `(?:gọi\\s+(?:là|tắt\\s+là)|tức\\s+là|tên\\s+là|nghĩa\\s+là|(?:tên|viết)\\s+tắt\\s+(?:là|của))\\s+["“«]?(?:\\S+\\s+)?${term}`,
      `(?:^|[.?!]\\s+)["“«]?${term}\\s*:`,
    ].join('|'),
    'iu',
  );
}
/** The next sentence takes it up: `Đó là …`. */
const TAKES_UP = /^(?:đó|đây|nó|ấy|thế)\s+(?:chính\s+)?là\s|^(?:tức|nghĩa)\s+là\s/iu;

/** Where a word stands first, and where it is explained first; positions of passages. */
function look(passages: readonly Passage[], masked: readonly string[], term: Term, flags: string) {
  const spellings = [term.term, ...term.also];
  const stands = whole(spellings, flags);
  const first = masked.findIndex((text) => stands.test(text));
  if (first < 0) return undefined;
  const explained = explains(spellings);
  const places = passages.flatMap(({ text, group }, place) => {
    const here = explained.test(text);
    const next = passages[place + 1];
    const after =
      stands.test(masked[place]!) &&
      (TAKES_UP.test(text.replace(/^[^.?!]*[.?!]\s+/u, '')) ||
        (next?.group === group && TAKES_UP.test(next.text)));
    return here || after ? [place] : [];
  });
  const group = passages[first]!.group;
  const isExplained = places.some((place) => place <= first || passages[place]!.group === group);
  return { first, isExplained, match: stands.exec(masked[first]!)! };
}

/** Words of the list that readers of this tier need not know, and that are not explained where they stand first. */
export function hardWords(
  passages: readonly Passage[],
  lexicon: Lexicon,
  tier: number,
): { place: number; finding: Finding }[] {
  const left = passages.map(({ text }) => maskNames(maskQuoted(text), lexicon.names));
  // The longest first, and what is found is blanked out: `xác thực hai lớp` is not `xác thực` too.
  const terms = lexicon.terms.toSorted((one, other) => other.term.length - one.term.length);
  return terms.flatMap((term) => {
    const seen = look(passages, left, term, 'iu');
    if (!seen) return [];
    const stands = whole([term.term, ...term.also], 'giu');
    for (const [place, text] of left.entries())
      left[place] = text.replace(stands, (found) => ' '.repeat(found.length));
    if (tier >= (term.known ?? Infinity) || seen.isExplained) return [];
    return [{ place: seen.first, finding: finding('hard-word', passages[seen.first]!, seen.match, term) }];
  });
}

const ABBREVIATION = new RegExp(`(?<!${EDGE}|[-.])\\p{Lu}[\\p{Lu}\\p{N}]+(?!${EDGE}|-\\p{N})`, 'gu');
/** Numbers of documents, sizes and Roman figures are no abbreviations. */
const NO_ABBREVIATION = /^(?:[IVXLC]+|[A-Z]\d+|\d.*|GB|MB|KB|TB|[A-Z]{2,4}\d{2,})$/;
/** Such as `BC_QuyIII` or `2026-03-KH`. */
const FILE_NAME = /[\p{L}\p{N}-]*(?:_[\p{L}\p{N}-]*)+|\d{4}[-\d]*-[\p{Lu}]+[\p{L}\p{N}-]*/gu;
const DOCUMENT_NUMBER = /\d+\/(?:\d{4}\/)?[\p{Lu}\p{N}-]+/gu;

/** Abbreviations, on the list or not, that are not explained where they stand first. */
export function abbreviations(
  passages: readonly Passage[],
  lexicon: Lexicon,
  tier: number,
): { place: number; finding: Finding }[] {
  const blank = (found: string) => ' '.repeat(found.length);
  const masked = passages.map(({ text }) =>
    maskNames(maskQuoted(text), lexicon.names)
      .replace(FILE_NAME, blank)
      .replace(DOCUMENT_NUMBER, blank)
      .replace(SHOUTED, (found) => (isShouted(found) ? blank(found) : found)),
  );
  const listed = new Map(
    lexicon.abbreviations.flatMap((one) => [one.term, ...one.also].map((as) => [as, one])),
  );
  const met = new Set(masked.flatMap((text) => [...text.matchAll(ABBREVIATION)].map(([found]) => found)));
  for (const short of listed.keys())
    if (masked.some((text) => whole([short], 'u').test(text))) met.add(short);
  return [...met]
    .filter((short) => !NO_ABBREVIATION.test(short))
    .flatMap((short) => {
      const known = listed.get(short);
      const term: Term = known ?? {
        term: short,
        also: [],
        kind: 'technical',
        say: '',
        means: '',
        firm: true,
      };
      if (tier >= (term.known ?? Infinity)) return [];
      const seen = look(passages, masked, { ...term, term: short, also: [] }, 'u');
      if (!seen || seen.isExplained) return [];
      return [
        { place: seen.first, finding: finding('abbreviation', passages[seen.first]!, seen.match, term) },
      ];
    });
}

const SHOUTED = /(?<![\p{L}\p{M}\p{N}.-])\p{Lu}{2,}(?:[\s,]+\p{Lu}{2,})*(?![\p{L}\p{M}\p{N}])/gu;
/** Two words and more, or one with Vietnamese marks: no abbreviation has them (but Đ, as in TMĐT). */
function isShouted(text: string): boolean {
  const words = text.match(/\p{Lu}+/gu) ?? [];
  const marked = (word: string) => /[\u0300-\u036f]/u.test(word.normalize('NFD'));
  return words.some(marked) && (words.length > 1 || text.length > 1);
}

export function capitals({ text }: Passage): Finding[] {
  return [...maskQuoted(text).matchAll(SHOUTED)]
    .filter(([found]) => isShouted(found))
    .map((match) => ({
      rule: 'capitals',
      severity: 'error',
      from: match.index,
      to: match.index + match[0].length,
      found: match[0],
      suggestion: `Viết thường: ${match[0].toLowerCase()}`,
    }));
}

function finding(
  rule: 'hard-word' | 'abbreviation',
  passage: Passage,
  match: RegExpExecArray,
  { say, means, firm }: Term,
): Finding {
  const found = passage.text.slice(match.index, match.index + match[0].length);
  return {
    rule,
    severity: firm ? 'error' : 'warn',
    from: match.index,
    to: match.index + match[0].length,
    found,
    suggestion: means
      ? `Nói “${say}”, hoặc giải thích ngay: ${found} (${means}).`
      : `Viết đủ chữ, hoặc giải thích ngay sau ${found}.`,
  };
}
