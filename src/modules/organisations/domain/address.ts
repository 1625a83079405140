import { fold, tidy } from '#platform/text/fold.ts';
import { comparable, splitName } from './name.ts';
import type { OtherName } from './search.ts';
import type { Predecessor } from './national-list.ts';
import type { Tree } from './tree.ts';
import type { Unit } from './unit.ts';

/** The unit that an address means today. */
export interface Resolved {
  readonly unit: Unit;
  /** The ward of before 1 July 2025 that was found; undefined when the address is of today. */
  readonly old: Pick<Predecessor, 'ward' | 'district' | 'province'> | undefined;
}

export interface AddressBook {
  /**
   * Units that fit the address best, in the order of their codes. One: the address is clear. Several: it is not, ask.
   * None: no ward or commune was recognised.
   */
  resolve(address: string): Resolved[];
}

type Tier = 'ward' | 'district' | 'province';

/** Kinds as they are typed, folded → the tier they stand for, and how the kind is written in full. */
const KINDS: Readonly<Record<string, readonly [Tier, string]>> = {
  phuong: ['ward', 'phuong'],
  p: ['ward', 'phuong'],
  ph: ['ward', 'phuong'],
  xa: ['ward', 'xa'],
  x: ['ward', 'xa'],
  'thi tran': ['ward', 'thi-tran'],
  tt: ['ward', 'thi-tran'],
  'dac khu': ['ward', 'dac-khu'],
  dk: ['ward', 'dac-khu'],
  quan: ['district', 'quan'],
  q: ['district', 'quan'],
  huyen: ['district', 'huyen'],
  h: ['district', 'huyen'],
  'thi xa': ['district', 'thi-xa'],
  tx: ['district', 'thi-xa'],
  tinh: ['province', 'tinh'],
  t: ['province', 'tinh'],
  // A city may be a district or a province.
  'thanh pho': ['district', 'thanh-pho'],
  tp: ['district', 'thanh-pho'],
};

interface Place {
  readonly kind: string;
  readonly core: string;
  readonly exact: string;
}
interface Entry {
  readonly resolved: Resolved;
  readonly ward: Place;
  readonly district: Place | undefined;
  /** Old and new province, folded, with their other names. */
  readonly provinces: ReadonlySet<string>;
}

/** @param others other names of provinces, such as TP.HCM */
export function makeAddressBook(
  tree: Tree,
  predecessors: readonly Predecessor[],
  others: readonly OtherName[],
  today: string,
): AddressBook {
  const byWard = new Map<string, Entry[]>();
  const byDistrict = new Map<string, Entry[]>();
  const placeOf = placeReader();
  const provincesOf = provinceNames(tree, others);
  const add = (entry: Entry) => {
    push(byWard, entry.ward.core, entry);
    if (entry.district) push(byDistrict, entry.district.core, entry);
  };
  for (const unit of tree.units.values()) {
    if (unit.kind !== 'commune' || unit.validTo <= today) continue;
    add({
      resolved: { unit, old: undefined },
      ward: placeOf(unit.name),
      district: undefined,
      provinces: provincesOf(unit, ''),
    });
  }
  for (const { unitId, ward, district, province } of predecessors) {
    const unit = tree.find(unitId);
    if (!unit || unit.validTo <= today) continue;
    const old = { ward, district, province };
    add({
      resolved: { unit, old },
      ward: placeOf(ward),
      district: placeOf(district),
      provinces: provincesOf(unit, province),
    });
  }
  return { resolve: (address) => resolve(address, byWard, byDistrict) };
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

/** Reads names, each once: 10,832 old wards lie in some 700 districts. */
function placeReader(): (name: string) => Place {
  const known = new Map<string, Place>();
  return (name) => {
    const { division, shortName } = splitName(name);
    const place = known.get(name) ?? {
      kind: division,
      // Phường 01 and Phường 1 are one.
      core: fold(shortName).replace(/^0+(?=\d)/, ''),
      exact: comparable(shortName),
    };
    known.set(name, place);
    return place;
  };
}

/** A unit's province of today with its other names, and the old one, folded; made once for each pair. */
function provinceNames(tree: Tree, others: readonly OtherName[]) {
  const made = new Map<string, ReadonlySet<string>>();
  return (unit: Unit, old: string): ReadonlySet<string> => {
    const province = tree.find(unit.parentId ?? 0);
    const key = `${province?.id}|${old}`;
    const known = made.get(key);
    if (known) return known;
    const also = others.filter((one) => one.unitId === province?.id).map((one) => one.name);
    const names = new Set(
      [province?.shortName ?? '', splitName(old).shortName, ...also].map(fold).filter(Boolean),
    );
    made.set(key, names);
    return names;
  };
}

/** A run of words of the address, with the kind that stands before it, if any. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly core: string;
  readonly tier: Tier | undefined;
  readonly kind: string | undefined;
}

const LONGEST = 6;

function resolve(
  address: string,
  byWard: Map<string, Entry[]>,
  byDistrict: Map<string, Entry[]>,
): Resolved[] {
  const words = wordsOf(address);
  const spans = spansOf(words);
  const typed = comparable(address);
  const scored: { entry: Entry; score: number }[] = [];
  for (const span of spans) {
    if (span.tier !== undefined && span.tier !== 'ward') continue;
    for (const entry of byWard.get(span.core) ?? []) {
      const score = scoreWard(entry, span, spans, typed);
      if (score > 0) scored.push({ entry, score });
    }
  }
  if (scored.length === 0) {
    for (const span of spans.filter((one) => one.tier === 'district')) {
      for (const entry of byDistrict.get(span.core) ?? []) {
        if (entry.district?.kind !== span.kind && span.kind !== 'thanh-pho') continue;
        scored.push({ entry, score: hasProvince(entry, spans, span.to) ? 2 : 1 });
      }
    }
  }
  return bestOf(scored);
}

/** 0 when the entry cannot be meant. */
function scoreWard(entry: Entry, span: Span, spans: readonly Span[], typed: string): number {
  const { ward, district } = entry;
  const sameKind = span.kind === ward.kind;
  // A bare number is a house, a lane or a year; a bare name may be anything, so its district or province must follow.
  if (!span.kind && /^\d+$/.test(span.core)) return 0;
  const named =
    district &&
    spans.some(
      (one) =>
        one.from >= span.to && one.core === district.core && one.tier !== 'ward' && one.tier !== 'province',
    );
  const otherDistrict =
    spans.some((one) => one.from >= span.to && one.tier === 'district' && one.kind !== 'thanh-pho') && !named;
  const inProvince = hasProvince(entry, spans, span.to);
  const alone = span.from === 0 && spans.every((one) => one.to <= span.to);
  if (!span.kind && !named && !inProvince && !alone) return 0;
  let score = 10 + 3 * (span.to - span.from);
  if (span.kind) score += sameKind ? 8 : -6;
  if (named) score += 20;
  if (inProvince) score += 10;
  if (otherDistrict) score -= 15;
  // An address of today names no district.
  if (!district && !otherDistrict) score += 1;
  if (typed.includes(ward.exact)) score += 2;
  return score;
}

const hasProvince = (entry: Entry, spans: readonly Span[], from: number): boolean =>
  spans.some((one) => one.from >= from && one.tier !== 'ward' && entry.provinces.has(one.core));

function bestOf(scored: readonly { entry: Entry; score: number }[]): Resolved[] {
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  const units = new Map<number, Resolved>();
  for (const { entry, score } of scored) {
    if (score === best && !units.has(entry.resolved.unit.id))
      units.set(entry.resolved.unit.id, entry.resolved);
  }
  return [...units.values()].sort((left, right) => (left.unit.code < right.unit.code ? -1 : 1));
}

/** Words of the address; a comma or line end is a word of its own, so that no name reaches over it. */
function wordsOf(address: string): string[] {
  return tidy(address.replace(/[\r\n;]+/g, ','))
    .slice(0, 300)
    .split(/[,–]|\s-\s/)
    .map((part) =>
      fold(part)
        .replace(/\b(p|ph|q)(?=\d)/g, '$1 ')
        .replace(/\btp ?hcm\b|\bhcm\b/g, 'tphcm')
        .replace(/\b0+(?=\d)/g, ''),
    )
    .filter(Boolean)
    .flatMap((part, index) => (index === 0 ? part.split(' ') : [',', ...part.split(' ')]));
}

function spansOf(words: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST) && words[to - 1] !== ','; to++) {
      const core = words.slice(from, to).join(' ');
      const two = KINDS[words.slice(from - 2, from).join(' ')];
      const kind = (from >= 2 ? two : undefined) ?? (from >= 1 ? KINDS[words[from - 1]!] : undefined);
      spans.push({ from, to, core, tier: kind?.[0], kind: kind?.[1] });
    }
  }
  return spans;
}
