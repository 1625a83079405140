/** The four numbers of one cell: counted here, said by the unit, recounted by others, and the one that holds. */
export const numberKinds = ['computed', 'declared', 'verified', 'adopted'] as const;
export type NumberKind = (typeof numberKinds)[number];

/** How well a number is backed, from nothing to a signed import. */
export const grades = ['E0', 'E1', 'E2', 'E3', 'E4', 'E5'] as const;
export type Grade = (typeof grades)[number];

/** Why a unit takes its own number in place of the counted one. */
export const choiceReasons = [
  'not-all-here',
  'people-moved',
  'counted-late',
  'other-source',
  'wrong-home',
  'other',
] as const;
export type ChoiceReason = (typeof choiceReasons)[number];

/** One number with what it is a share of and where it comes from. */
export interface LedgerNumber {
  readonly num: number;
  readonly den: number | null;
  readonly source: string;
  /** `YYYY-MM-DD` */
  readonly sourceDate: string;
  readonly grade: Grade;
}

/** What a unit said of a cell; `choice` is which number shall hold. */
export interface Declared extends LedgerNumber {
  readonly revision: number;
  readonly choice: 'computed' | 'declared';
  readonly reason: ChoiceReason | '';
  readonly note: string;
}

/** All that is known of one cell of one report. */
export interface LedgerCell {
  readonly cell: string;
  readonly computed: LedgerNumber | null;
  readonly declared: Declared | null;
  readonly verified: LedgerNumber | null;
}

/** The number that holds: the counted one, unless there is none or the unit chose its own with a reason. */
export function adopted({ computed, declared }: Pick<LedgerCell, 'computed' | 'declared'>): {
  readonly kind: 'computed' | 'declared';
  readonly number: LedgerNumber;
} | null {
  if (declared && (declared.choice === 'declared' || !computed))
    return { kind: 'declared', number: declared };
  return computed && { kind: 'computed', number: computed };
}

export const declareFaults = [
  'over-denominator',
  'over-population',
  'source-needed',
  'date-ahead',
  'grade-needed',
  'reason-needed',
  'nothing-to-choose',
] as const;
export type DeclareFault = (typeof declareFaults)[number];

/**
 * What is wrong with a declared number. It may never exceed what it is a share of, nor the people that the unit is known to
 * have; a unit that puts its own number over the counted one says why and shows something.
 *
 * @param population people of the cell's group in the unit; null when nobody has stated them
 */
export function declaredFaults(
  given: Omit<Declared, 'revision'>,
  {
    computed,
    population,
    today,
  }: { computed: LedgerNumber | null; population: number | null; today: string },
): DeclareFault[] {
  const { num, den, source, sourceDate, grade, choice, reason, note } = given;
  const overrules = choice === 'declared' && computed !== null && computed.num !== num;
  return [
    ...(den !== null && num > den ? (['over-denominator'] as const) : []),
    ...(population !== null && num > population ? (['over-population'] as const) : []),
    ...(source === '' ? (['source-needed'] as const) : []),
    ...(sourceDate > today ? (['date-ahead'] as const) : []),
    ...(overrules && grade === 'E0' ? (['grade-needed'] as const) : []),
    ...(overrules && (reason === '' || (reason === 'other' && note === ''))
      ? (['reason-needed'] as const)
      : []),
    ...(choice === 'computed' && computed === null ? (['nothing-to-choose'] as const) : []),
  ];
}

/** What the unit says apart from what was counted: the difference, and its share of the counted number (null over nought). */
export function gapOf({ computed, declared }: Pick<LedgerCell, 'computed' | 'declared'>): {
  readonly people: number;
  readonly share: number | null;
} | null {
  if (!computed || !declared || computed.num === declared.num) return null;
  const people = declared.num - computed.num;
  return { people, share: computed.num > 0 ? people / computed.num : null };
}

export interface Sums {
  readonly computed: number;
  readonly declared: number;
  readonly adopted: number;
  /** Units whose number stands in `adopted`. */
  readonly from: number;
}

/** What the units below add up to, cell by cell; a unit that has no number adds nothing and is not counted in `from`. */
export function sumCells(children: readonly (readonly LedgerCell[])[], cell: string): Sums {
  let [computed, declared, total, from] = [0, 0, 0, 0];
  for (const cells of children) {
    const one = cells.find((each) => each.cell === cell);
    if (!one) continue;
    computed += one.computed?.num ?? 0;
    declared += one.declared?.num ?? 0;
    const held = adopted(one);
    if (!held) continue;
    total += held.number.num;
    from++;
  }
  return { computed, declared, adopted: total, from };
}
