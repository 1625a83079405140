import { isoDay } from './deadline/deadline.ts';
import type { Line } from './lines.ts';
import type { Outline } from './outline.ts';
import { cut, foldSame, join, quote, runOf, withoutEnd, type Quote, type Run } from './text.ts';

/** A document that the plan rests on. */
export interface Basis {
  readonly wording: Quote;
  /** As it is cited: `01-KH/BCĐTW`. */
  readonly number: string;
  /** ISO; null where the citation gives none. */
  readonly date: string | null;
}

export interface Period {
  readonly from: number;
  readonly to: number;
  /** title: the title says it · targets: the years that targets are promised for. */
  readonly source: 'title' | 'targets';
}

export interface Header {
  readonly issuer: Quote | null;
  readonly number: Quote | null;
  /** ISO; null where a part of it is blank. */
  readonly date: { readonly iso: string; readonly wording: Quote } | null;
  readonly title: Quote | null;
  /** KẾ HOẠCH, CHƯƠNG TRÌNH …, in capitals as printed; null in a letter. */
  readonly kind: Quote | null;
  readonly bases: readonly Basis[];
  readonly period: Period | null;
}

const runOfLine = (chars: string, line: Line) => runOf(chars, [[line.start, line.end]]);
const KIND =
  /^\W*(?:ke hoach|chuong trinh|quyet dinh|de an|phuong an|cong van|thong bao|nghi quyet|huong dan)\W*$/;
const NUMBER = /^(?:s.{1,2}|\$6)\s?:?\s*(\d{1,5})\s?\/\s?([\p{L}\d][\p{L}\d-]{1,20}(?:\/[\p{L}\d-]+)?)/u;
const MOTTO = /cong h.{1,2}a x.{1,2} h.{1,2}i ch|d.c l.p\s?[-–]|h.nh ph.c/;
const OFFICE =
  /^(?:ubnd|uy ban|u.? ban|xa |phuong |dac khu |thi tran |so |bo |hdnd|ban |phong |truong |cong an|hoi |tinh |thanh |dang |van phong|huyen |doan |lien doan|cong ty|trung tam|vien |cuc )/;
const SAYS_DATE =
  /ng.{1,2}y\s*(\d{1,2})\W?\s*th.{0,2}ng\s*(\d{1,2})\s*n.{1,2}m\s*(\d{4})|ng.{1,2}y\s*(\d{1,2})\W?[^\s\d]{3,6}\s*(\d{1,2})\s*n.{1,2}m\s*(\d{4})/;

function numberIn(chars: string, head: readonly Line[]): Quote | null {
  for (const line of head) {
    const run = runOfLine(chars, line);
    const folded = foldSame(run.text);
    const match = NUMBER.exec(folded);
    if (!match?.[1]) continue;
    const start = match[0].indexOf(match[1]);
    const found = quote(chars, cut(run, start, match[0].length));
    return { ...found, text: found.text.replaceAll(/\s/g, '') };
  }
  return null;
}

function dateIn(chars: string, head: readonly Line[]): Header['date'] {
  for (const line of head) {
    const run = runOfLine(chars, line);
    const match = SAYS_DATE.exec(foldSame(run.text));
    if (!match) continue;
    const [day, month, year] = match.slice(match[1] === undefined ? 4 : 1).map(Number);
    const iso = isoDay(year ?? 0, month ?? 0, day ?? 0);
    if (iso) return { iso, wording: quote(chars, cut(run, match.index, match.index + match[0].length)) };
  }
  return null;
}

/** Part of a line in capitals, as names of bodies are printed; the national title beside it is left out. */
function issuerInHead(chars: string, head: readonly Line[]): Quote | null {
  let found: Run | null = null;
  for (const line of head.slice(0, 12)) {
    const run = runOfLine(chars, line);
    const folded = foldSame(run.text);
    if (KIND.test(folded) || NUMBER.test(folded) || /^s.{1,2}\s?:/.test(folded)) break;
    const motto = MOTTO.exec(folded);
    let own = withoutEnd(cut(run, 0, motto ? motto.index : run.text.length));
    // A misread motto beside the name: its capitals end there.
    const capitals = /^[^\p{Ll}]+(?=\s|$)/u.exec(own.text)?.[0] ?? '';
    if (own.text !== capitals)
      own = cut(own, 0, /^((?:[^\p{Ll}\s]+\s+)*[^\p{Ll}\s]+)(?=\s|$)/u.exec(own.text)?.[0].length ?? 0);
    if (own.text.length < 4 || !OFFICE.test(foldSame(own.text))) continue;
    // Of two the lower one issues it; the upper one is whom it belongs to, unless it is one name over two lines.
    const council: boolean =
      found !== null && /^(?:uy|u.) ban nhan dan$|^hoi dong nhan dan$/.test(foldSame(found.text));
    const place = /^(?:xa|phuong|dac khu|tinh|thanh pho|thi tran) /.test(foldSame(own.text));
    found = found !== null && council && place ? join([found, own]) : own;
  }
  return found ? quote(chars, found) : null;
}

const ISSUES =
  /,\s((?:ubnd|uy ban nhan dan|u. ban nhan dan|so|bo|phong|truong|cong an|hoi|doan|ban|trung tam|lien doan|cong ty|dang uy|tinh uy|s.)\s[^,;]{0,60}?)\s(?:ban hanh|xay dung|ban|lap|trien khai|de nghi)\s(?:k.{1,2} ?hoach|chuong trinh|k)/;

function issuerInPreamble(chars: string, preamble: Run): Quote | null {
  const match = ISSUES.exec(foldSame(preamble.text));
  if (!match?.[1]) return null;
  const start = match.index + match[0].indexOf(match[1]);
  return quote(chars, withoutEnd(cut(preamble, start, start + match[1].length)));
}

const CITATION =
  /\b(\d{1,5}[a-z]?\s?[-/]\s?(?:\d{4}\s?\/\s?)?\p{L}[\p{L}\d]*(?:\s?-\s?[\p{L}\d]+)*(?:\s?\/\s?[\p{L}\d]+(?:-[\p{L}\d]+)*)?)(?:,?\s(?:ng.{1,2}y)\s(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|,?\sng.{1,2}y\s(\d{1,2})\sth.ng\s(\d{1,2})\sn.{1,2}m\s(\d{4}))?/gu;

/** The documents that a preamble cites, each once. */
function basesIn(chars: string, preamble: Run): Basis[] {
  const folded = foldSame(preamble.text);
  const seen = new Set<string>();
  const bases: Basis[] = [];
  for (const match of folded.matchAll(CITATION)) {
    const raw = match[1] ?? '';
    const number = preamble.text.slice(match.index, match.index + raw.length).replaceAll(/\s/g, '');
    // A number of a document has its kind in capitals after it.
    if (!/[-/]\p{Lu}{2}/u.test(number) || seen.has(number)) continue;
    seen.add(number);
    const [day, month, year] = [match[2] ?? match[5], match[3] ?? match[6], match[4] ?? match[7]].map(Number);
    bases.push({
      number,
      date: isoDay(year ?? 0, month ?? 0, day ?? 0),
      wording: quote(chars, cut(preamble, match.index, match.index + match[0].length)),
    });
  }
  return bases;
}

const BEGINS_PREAMBLE = /^\W*(?:thu\w{1,3} h\w{1,4}n|c.n c.{1,2}|tri.n khai thu\w{1,3} h\w{1,4}n|thi hanh)\b/;

/** Title, and the preamble after it. */
function split(chars: string, head: readonly Line[]): { kind: Run | null; title: Run | null; preamble: Run } {
  const folded = head.map(({ text }) => foldSame(text));
  const at = folded.findIndex((text) => KIND.test(text) || /^\W{0,3}ke hoach\W{0,4}$/.test(text));
  const start = folded.findIndex((text, index) => index > at && BEGINS_PREAMBLE.test(text));
  const preamble = start < 0 ? [] : head.slice(start);
  const letter = at < 0 ? folded.findIndex((text) => /^v\/v\b/.test(text)) : -1;
  let titleLines: readonly Line[] = [];
  if (at >= 0) titleLines = head.slice(at + 1, start < 0 ? at + 4 : start).slice(0, 5);
  else if (letter >= 0) {
    const end = folded.findIndex(
      (text, index) => index > letter && (/,\s*ngay\b|^kinh gui/.test(text) || BEGINS_PREAMBLE.test(text)),
    );
    titleLines = head.slice(letter, end < 0 ? letter + 4 : end);
  }
  titleLines = titleLines.filter(({ text }) => !/^[-–_\s]+$/.test(text) && !text.startsWith('('));
  const kind = at >= 0 && head[at] ? runOfLine(chars, head[at]) : null;
  let title = titleLines.length > 0 ? join(titleLines.map((line) => runOfLine(chars, line))) : null;
  const about = title ? /^V\/v\s+/i.exec(title.text) : null;
  if (title && about) title = cut(title, about[0].length);
  return { kind, title, preamble: join(preamble.map((line) => runOfLine(chars, line))) };
}

/** The years that a title names: one, or from and to. */
export function yearsOf(title: string): { readonly from: number; readonly to: number } | null {
  const folded = foldSame(title);
  const range = /(20\d{2})\s?(?:-|den)\s?(?:nam )?(20\d{2})/.exec(folded);
  if (range && Number(range[1]) <= Number(range[2])) return { from: Number(range[1]), to: Number(range[2]) };
  const one = /\bn.{1,2}m (20\d{2})\b/.exec(folded);
  return one ? { from: Number(one[1]), to: Number(one[1]) } : null;
}

/** What stands above the first heading. What the text does not have is null; nothing is guessed. */
export function readHeader(
  chars: string,
  outline: Outline,
): Omit<Header, 'period'> & { readonly titleYears: ReturnType<typeof yearsOf> } {
  const { kind, title, preamble } = split(chars, outline.head);
  const beforePreamble = outline.head.filter(({ start }) => start < (preamble.at[0] ?? Infinity));
  return {
    kind: kind ? quote(chars, withoutEnd(cut(kind, kind.text.search(/\p{L}/u)))) : null,
    title: title ? quote(chars, withoutEnd(title)) : null,
    issuer: issuerInHead(chars, beforePreamble) ?? issuerInPreamble(chars, preamble),
    number: numberIn(chars, beforePreamble),
    date: dateIn(chars, beforePreamble),
    bases: basesIn(chars, preamble),
    titleYears: title ? yearsOf(title.text) : null,
  };
}
