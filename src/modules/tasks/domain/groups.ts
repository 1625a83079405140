import type { Tree, Unit, UnitKind } from '#modules/organisations/index.ts';
import { fold } from '#platform/text/fold.ts';

/** Units that plans name together; each of them gets the work and answers for it. */
export const groups = [
  'provinces',
  'communes',
  'residential-groups',
  'agencies',
  'schools',
  'police',
  'unions',
  'enterprises',
  'children',
] as const;
export type Group = (typeof groups)[number];

/** More units than this are given work level by level: the ones between pass it on. */
export const MOST_IN_GROUP = 4_000;

const KINDS: Readonly<Record<Exclude<Group, 'children'>, UnitKind>> = {
  provinces: 'province',
  communes: 'commune',
  'residential-groups': 'residential-group',
  agencies: 'agency',
  schools: 'school',
  police: 'police',
  unions: 'union',
  enterprises: 'enterprise',
};

/** Kinds of which only those that stand directly below the unit are meant: “các sở, ban, ngành” of a province. */
const DIRECT: readonly Group[] = ['agencies', 'unions'];

/** The units of a group below a unit, in the order of the tree. */
export function unitsOfGroup(tree: Tree, unitId: number, group: Group): readonly Unit[] {
  if (group === 'children') return tree.children(unitId);
  const kind = KINDS[group];
  return DIRECT.includes(group)
    ? tree.children(unitId).filter((unit) => unit.kind === kind)
    : tree.descendants(unitId, kind);
}

/** Words of a group, without diacritics → the group. One wording may name several. */
const WORDINGS: readonly (readonly [Group, RegExp])[] = [
  ['police', /^cong an (?:cac|cap) /],
  ['provinces', /^(?:ubnd )?(?:cac )?tinh thanh pho|^(?:ubnd )?cac tinh\b|\bcap tinh$/],
  [
    'communes',
    /\b(?:cac|cap) (?:xa|phuong|dac khu)\b|^(?:ubnd )?(?:xa|phuong) (?:xa|phuong|dac khu)\b|\bdia phuong\b/,
  ],
  [
    'residential-groups',
    /\bcac (?:to dan pho|khoi|xom|thon|ban|ap|buon|lang|khu pho|khu dan cu|to chuyen doi so)\b|^(?:to dan pho|thon|xom|khoi|to chuyen doi so cong dong)(?: |$)/,
  ],
  ['agencies', /\bso (?:ban )?nganh\b|\bcac (?:so|phong|co quan|don vi|ban|phong ban)\b|\bphong ban\b/],
  ['schools', /\b(?:cac|nha) truong\b|\btruong hoc\b|\bco so giao duc\b/],
  ['unions', /\bdoan the\b|\bto chuc (?:chinh tri|doan the)\b|\bcac hoi\b/],
  ['enterprises', /\bcac doanh nghiep\b|^doanh nghiep\b/],
];

/** The groups that words name; empty for those of one unit. */
export function groupsNamed(words: string): Group[] {
  const folded = fold(words).replace(/\buy ban nhan dan\b/, 'ubnd');
  const found = WORDINGS.filter(([, wording]) => wording.test(folded)).map(([group]) => group);
  return found[0] === 'police' ? ['police'] : found;
}
