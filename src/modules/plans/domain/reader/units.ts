import { compose, cut, foldSame, quote, runOf, withoutEnd, type Quote, type Run } from './text.ts';

/** A unit that a plan names. */
export interface NamedUnit extends Quote {
  /** Stands for many: “các sở, ban, ngành”. Somebody must say who. */
  readonly group: boolean;
  /** Asked, not ordered: fronts and unions. */
  readonly requested: boolean;
}

const GROUP =
  /^(?:cac|nhung|moi|tat ca|toan bo|tung)\b|^(?:so|phong|ban|don vi|co quan|dia phuong|truong hoc|to dan pho|thon|xa|phuong),|^ubnd (?:cac|cap)\b|\blien quan$|^(?:don vi|co quan|dia phuong)\b/;
const REQUESTED = /^de nghi\b/;

/** Does this name stand for many units? */
export function isGroup(name: string): boolean {
  const folded = foldSame(name)
    .replace(/^de nghi /, '')
    .trim();
  return GROUP.test(folded);
}

/** A comma parts two units only where what follows is a unit of its own: “các sở, ban, ngành” stays together. */
const STARTS =
  /^(?:va )?(?:so |uy ban|uy ban|ubnd|ub mttq|ubmt|mat tran|van phong|phong |trung tam|cong an|bo |ban |cong |bao |dai |doan |hoi |tinh doan|thanh doan|cac |truong |benh vien|diem |to |doanh nghiep|don vi|dia phuong|quan |thanh tra|chi cuc|cuc |hop tac xa|ngan hang|bch |bo chi huy)/;
const INSIDE_GROUP =
  /^(?:ban|nganh|don vi|dia phuong|to dan pho|doan the|thi xa|thanh pho|phong|xa|phuong|truong hoc|co quan|to chuc)(?:,|$|;| (?:thuoc|lien|co|tren|cua|va|nganh|doan|phuong|thanh))/;

/** The units of a list as a plan writes it. */
export function unitsOf(chars: string, run: Run): NamedUnit[] {
  const folded = foldSame(run.text);
  const parts: Run[] = [];
  let from = 0;
  let depth = 0;
  for (let index = 0; index <= folded.length; index += 1) {
    const sign = folded.charAt(index);
    if (sign === '(') depth += 1;
    if (sign === ')') depth = Math.max(0, depth - 1);
    const rest = folded.slice(index + 1).trimStart();
    const inGroup = /^(?:va )?(?:(?:cac|nhung)\b|so,|phong,|xa,|phuong,)/.test(
      folded.slice(from).trimStart(),
    );
    const parted =
      index === folded.length ||
      (depth === 0 && sign === ';') ||
      (depth === 0 &&
        sign === ',' &&
        STARTS.test(rest) &&
        !rest.startsWith('kinh te, ha tang') &&
        !(inGroup && INSIDE_GROUP.test(rest)));
    if (!parted) continue;
    const part = withoutEnd(cut(run, from, index));
    if (part.text !== '') parts.push(part);
    from = index + 1;
  }
  return parts.map((part) => ({
    ...quote(chars, part),
    group: isGroup(part.text),
    requested: REQUESTED.test(foldSame(part.text)),
  }));
}

/** The same for words that stand alone, such as the lead of an accepted task. */
export function namedUnits(words: string): Omit<NamedUnit, 'spans'>[] {
  const { chars } = compose(words);
  return unitsOf(chars, runOf(chars, [[0, chars.length]])).map(({ text, group, requested }) => ({
    text,
    group,
    requested,
  }));
}
