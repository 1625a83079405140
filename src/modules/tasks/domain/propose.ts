import { engine } from '#modules/plans/index.ts';
import type { Tree, Unit, UnitKind } from '#modules/organisations/index.ts';
import { fold, tidy } from '#platform/text/fold.ts';
import { groupsNamed, unitsOfGroup, type Group } from './groups.ts';

/** Whom words of a plan may mean. A person confirms it; nothing is given by a guess. */
export interface Proposal {
  readonly words: string;
  /** Asked, not ordered: fronts and unions. */
  readonly requested: boolean;
  /** How it was found: as people chose before, by name, by what kind of unit it is, as a group; or not at all. */
  readonly how: 'chosen-before' | 'name' | 'kind' | 'group' | 'none';
  readonly units: readonly Unit[];
  readonly groups: readonly { readonly group: Group; readonly count: number }[];
  /** One reading only. */
  readonly sure: boolean;
}

export interface Surroundings {
  readonly tree: Tree;
  /** Who gives the work: the names are those of units at and below it. */
  readonly unitId: number;
  /** What people chose before for the same words, folded → units. */
  readonly known: ReadonlyMap<string, readonly number[]>;
  /** The name used here for what a plan calls otherwise. */
  readonly termOf: (words: string) => string;
  /** Other names of units. */
  readonly otherNames: readonly { readonly unitId: number; readonly name: string }[];
}

const nameKey = (text: string): string => fold(text).replace(/^(?:ubnd|uy ban nhan dan) /, '');

/** Proposals for each unit that the words name, in their order. */
export function propose(words: string, around: Surroundings): Proposal[] {
  const names = namesBelow(around);
  return engine.namedUnits(words).map(({ text, requested }) => {
    const plain = tidy(text.replace(/^đề nghị\s+/iu, ''));
    return { words: plain, requested, ...findUnits(plain, around, names) };
  });
}

type Found = Pick<Proposal, 'how' | 'units' | 'groups' | 'sure'>;

function findUnits(words: string, around: Surroundings, names: ReadonlyMap<string, readonly Unit[]>): Found {
  const { tree, unitId, known } = around;
  const chosen = (known.get(fold(words)) ?? []).flatMap((id) => tree.find(id) ?? []);
  if (chosen.length > 0) return { how: 'chosen-before', units: chosen, groups: [], sure: true };
  const term = around.termOf(words);
  const own = ownUnit(words, tree.find(unitId));
  if (own) return { how: 'kind', units: [own], groups: [], sure: true };
  for (const name of [words, term, withoutPlace(words)]) {
    const named = narrowed(names.get(nameKey(name)) ?? [], name);
    if (named.length > 0) return { how: 'name', units: named, groups: [], sure: named.length === 1 };
  }
  const found = groupsNamed(term)
    .map((group) => ({ group, count: unitsOfGroup(tree, unitId, group).length }))
    .filter(({ count }) => count > 0);
  if (found.length > 0) return { how: 'group', units: [], groups: found, sure: found.length === 1 };
  const police = /^cong an(?: (?:tinh|thanh pho|phuong|xa|dac khu))?$/.test(fold(words))
    ? tree.children(unitId).filter(({ kind }) => kind === 'police')
    : [];
  return police.length > 0
    ? { how: 'kind', units: police, groups: [], sure: police.length === 1 }
    : { how: 'none', units: [], groups: [], sure: false };
}

const OWN: Readonly<Partial<Record<UnitKind, RegExp>>> = {
  province: /^(?:ubnd|uy ban nhan dan)(?: (?:tinh|thanh pho))?$/,
  commune: /^(?:ubnd|uy ban nhan dan)(?: (?:xa|phuong|dac khu))?$/,
};

/** “UBND phường” in the plan of a ward is the ward itself. */
const ownUnit = (words: string, here: Unit | undefined): Unit | undefined =>
  here && OWN[here.kind]?.test(fold(words)) ? here : undefined;

/** “Phòng Văn hóa - Xã hội phường” is the office of this ward. */
const withoutPlace = (words: string): string =>
  words.replace(/\s+(?:phường|xã|tỉnh|thành phố|đặc khu)$/iu, '');

/** Xã Sơn Hà and Xã Sơn Hạ fold alike: as it is written comes first. */
function narrowed(units: readonly Unit[], name: string): readonly Unit[] {
  const written = tidy(name).toLowerCase();
  const exact = units.filter((unit) => written.endsWith(unit.shortName.toLowerCase()));
  return exact.length > 0 ? exact : units;
}

function namesBelow({ tree, unitId, otherNames }: Surroundings): ReadonlyMap<string, readonly Unit[]> {
  const names = new Map<string, Unit[]>();
  const add = (name: string, unit: Unit) => {
    const key = nameKey(name);
    const had = names.get(key);
    if (!had) names.set(key, [unit]);
    else if (!had.includes(unit)) had.push(unit);
  };
  const here = tree.find(unitId);
  for (const unit of [...(here ? [here] : []), ...tree.descendants(unitId)]) {
    add(unit.name, unit);
    add(unit.shortName, unit);
  }
  for (const { unitId: id, name } of otherNames) {
    const unit = tree.find(id);
    if (unit && tree.isWithin(id, unitId)) add(name, unit);
  }
  return names;
}
