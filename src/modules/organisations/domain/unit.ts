/** What a unit is. The first three come from the national list, the others are added by staff. */
export const unitKinds = [
  'nation',
  'province',
  'commune',
  'residential-group',
  'agency',
  'school',
  'enterprise',
  'cooperative',
  'union',
  'police',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Kinds of the national list: only a load of that list changes them. */
export const nationalKinds: readonly UnitKind[] = ['nation', 'province', 'commune'];

/** Lines of authority; rights and figures follow `line`. */
export const axes = ['line', 'party', 'union', 'police', 'professional'] as const;
export type Axis = (typeof axes)[number];

/** The last day of what has no end yet. */
export const OPEN_END = '9999-12-31';

export const NATION_ID = 1;
export const NATION_PART_KEY = 999_999;
/** Units that staff add are numbered from here. */
export const FIRST_LOCAL_ID = 1_000_000;

/** @param code two digits of the national list, such as `40` for Nghệ An */
export const provinceId = (code: string): number => 1_000 + Number(code);
/** @param code five digits of the national list */
export const communeId = (code: string): number => 100_000 + Number(code);
export const provincePartKey = (code: string): number => 900_000 + Number(code);
export const communePartKey = (code: string): number => Number(code);

/** A unit with its present name. Days are `YYYY-MM-DD` in Vietnam; `validTo` is the first day it is no more. */
export interface Unit {
  readonly id: number;
  readonly partKey: number;
  readonly kind: UnitKind;
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  /** tinh, thanh-pho, xa, phuong, dac-khu; empty for other kinds. */
  readonly division: string;
  readonly parentId: number | null;
  readonly validFrom: string;
  readonly validTo: string;
}

const STATE: readonly UnitKind[] = ['nation', 'province', 'commune'];

/** Whether a unit of one kind may stand directly under one of another. */
export function mayStandUnder(kind: UnitKind, parent: UnitKind): boolean {
  if (nationalKinds.includes(kind)) return false;
  if (kind === 'residential-group') return parent === 'commune';
  // A department has its divisions and schools, a union and the police have their own lines.
  if (kind === 'school' && parent === 'agency') return true;
  return STATE.includes(parent) || (kind === parent && ['agency', 'union', 'police'].includes(kind));
}
