import { fold } from '#platform/text/fold.ts';
import { comparable } from './name.ts';
import type { Tree } from './tree.ts';
import { nationalKinds, type Unit, type UnitKind } from './unit.ts';

/** Another name under which a unit is found. */
export interface OtherName {
  readonly unitId: number;
  readonly name: string;
}

export interface Hit {
  readonly unit: Unit;
  /** The other name that was found; undefined when it was the unit's own. */
  readonly via: string | undefined;
}

export interface SearchOptions {
  readonly kind?: UnitKind | undefined;
  /** Only at or below this unit. */
  readonly within?: number | undefined;
  readonly limit?: number | undefined;
}

export interface UnitSearch {
  /** Best first; at most `limit` (20). An empty or wordless query finds nothing. */
  find(query: string, options?: SearchOptions): Hit[];
}

interface Entry {
  readonly unit: Unit;
  readonly via: string | undefined;
  readonly full: string;
  readonly short: string;
  readonly exact: string;
  readonly path: string;
  /** The whole name as one word. */
  readonly solid: string;
}

const KIND_ORDER: Readonly<Partial<Record<UnitKind, number>>> = { nation: 0, province: 1, commune: 2 };

/**
 * An index in memory over the units in force: whole words and beginnings of words, of names and of the names above. Units
 * that staff added stand in an index of their own, so that a hundred thousand residential groups do not slow the search
 * for a commune.
 */
export function makeSearch(tree: Tree, others: readonly OtherName[], today: string): UnitSearch {
  const national: Entry[] = [];
  const local: Entry[] = [];
  const add = (unit: Unit, name: string, short: string, via: string | undefined) => {
    const full = fold(name);
    const above = tree.ancestors(unit.id).slice(1);
    (nationalKinds.includes(unit.kind) ? national : local).push({
      unit,
      via,
      full,
      short: fold(short),
      exact: comparable(name),
      path: fold(above.map((one) => one.shortName).join(' ')),
      solid: full.replaceAll(' ', ''),
    });
  };
  for (const unit of tree.units.values()) {
    if (unit.validTo > today) add(unit, unit.name, unit.shortName, undefined);
  }
  for (const { unitId, name } of others) {
    const unit = tree.find(unitId);
    if (unit && unit.validTo > today) add(unit, name, name, name);
  }
  const inNational = indexWords(national);
  const inLocal = indexWords(local);
  return {
    find(query, { kind, within, limit = 20 } = {}) {
      const folded = expand(fold(query));
      if (!folded) return [];
      const allowed = ({ unit }: Entry) =>
        (!kind || unit.kind === kind) && (within === undefined || tree.isWithin(unit.id, within));
      const asked = { folded, words: folded.split(' '), exact: comparable(query) };
      const wanted = kind === undefined ? 'both' : nationalKinds.includes(kind) ? 'national' : 'local';
      let found = wanted === 'local' ? [] : inNational(asked.words).filter(allowed);
      if (found.length < limit && wanted !== 'local')
        found = [...found, ...inside(national, folded, found, allowed)];
      if (wanted !== 'national') found = [...found, ...inLocal(asked.words).filter(allowed)];
      return rank(found, asked).slice(0, limit);
    },
  };
}

/** Names written as one word, or from the middle of one: anhoitay, oitay. */
function inside(
  entries: readonly Entry[],
  folded: string,
  found: readonly Entry[],
  allowed: (entry: Entry) => boolean,
): Entry[] {
  const solid = folded.replaceAll(' ', '');
  if (solid.length < 3) return [];
  const known = new Set(found);
  return entries.filter((entry) => entry.solid.includes(solid) && !known.has(entry) && allowed(entry));
}

/** Ways of shortening that stand before a name. */
function expand(query: string): string {
  return query
    .replace(/^tp hcm\b/, 'tphcm')
    .replace(/^tp (?=.)/, 'thanh pho ')
    .replace(/^p (?=.)/, 'phuong ')
    .replace(/^p(?=\d)/, 'phuong ')
    .replace(/^dk (?=.)/, 'dac khu ');
}

/** word → entries, with words sorted so that all that begin alike stand together. */
function indexWords(entries: readonly Entry[]): (words: readonly string[]) => Entry[] {
  const postings = new Map<string, number[]>();
  entries.forEach((entry, at) => {
    for (const word of new Set(`${entry.full} ${entry.short} ${entry.path}`.split(' '))) {
      const list = postings.get(word);
      if (list) list.push(at);
      else postings.set(word, [at]);
    }
  });
  const words = [...postings.keys()].sort();
  const withPrefix = (prefix: string): Set<number> => {
    const found = new Set<number>();
    for (let at = firstNotBelow(words, prefix); words[at]?.startsWith(prefix); at++) {
      for (const entry of postings.get(words[at]!)!) found.add(entry);
    }
    return found;
  };
  return (asked) => {
    const sets = [...new Set(asked)].map(withPrefix).sort((left, right) => left.size - right.size);
    const [smallest, ...rest] = sets;
    if (!smallest) return [];
    return [...smallest].filter((at) => rest.every((set) => set.has(at))).map((at) => entries[at]!);
  };
}

function firstNotBelow(sorted: readonly string[], value: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Asked {
  readonly folded: string;
  readonly words: readonly string[];
  readonly exact: string;
}

function rank(found: readonly Entry[], asked: Asked): Hit[] {
  const best = new Map<number, { entry: Entry; score: number }>();
  for (const entry of found) {
    const score = scoreOf(entry, asked);
    const before = best.get(entry.unit.id);
    if (!before || before.score < score) best.set(entry.unit.id, { entry, score });
  }
  const order = (unit: Unit) => KIND_ORDER[unit.kind] ?? 3;
  return [...best.values()]
    .sort(
      (left, right) =>
        right.score - left.score ||
        order(left.entry.unit) - order(right.entry.unit) ||
        (left.entry.unit.code < right.entry.unit.code
          ? -1
          : left.entry.unit.code > right.entry.unit.code
            ? 1
            : 0) ||
        left.entry.unit.id - right.entry.unit.id,
    )
    .map(({ entry }) => ({ unit: entry.unit, via: entry.via }));
}

/** The nearer to the whole name, the higher; a name typed with its marks beats one that only folds alike. */
function scoreOf({ full, short, path, exact, via }: Entry, { folded, words, exact: typed }: Asked): number {
  const marks = exact.includes(typed) ? 4 : 0;
  const own = via === undefined ? 1 : 0;
  if (folded === full || folded === short) return 100 + marks + own;
  const rest = afterName(folded, full, short);
  if (rest !== undefined && rest.every((word) => ` ${path}`.includes(` ${word}`))) return 90 + marks + own;
  if (short.startsWith(folded)) return 80 + marks + own;
  if (full.startsWith(folded)) return 75 + marks + own;
  if (` ${full}`.includes(` ${folded}`)) return 60 + marks + own;
  const inName = words.filter((word) => ` ${full}`.includes(` ${word}`)).length;
  return 20 + Math.round((30 * inName) / words.length) + marks + own;
}

/** What was typed after the unit's whole name; undefined when the query does not begin with it. */
function afterName(folded: string, full: string, short: string): string[] | undefined {
  for (const name of [full, short])
    if (folded.startsWith(`${name} `)) return folded.slice(name.length + 1).split(' ');
  return undefined;
}
